"""What follows a meeting: minutes, actions, letters, publication and the monthly summary."""
