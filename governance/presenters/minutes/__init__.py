"""What follows a meeting, in words."""
