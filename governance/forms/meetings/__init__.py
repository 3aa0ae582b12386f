"""What is asked of meetings, their agenda and papers."""
