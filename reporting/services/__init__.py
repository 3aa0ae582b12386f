"""Acts of reporting: issuing a report and confirming that it arrived."""
