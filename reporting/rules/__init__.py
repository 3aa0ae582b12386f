"""Rules of reports: pure, without Django and without a clock of their own."""
