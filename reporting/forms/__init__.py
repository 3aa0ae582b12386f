"""What a person asks of a report."""
