"""What is asked about contract variations."""
