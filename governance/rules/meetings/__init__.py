"""Rules of meetings before they begin: dates, notice, what may still change, who is expected."""
