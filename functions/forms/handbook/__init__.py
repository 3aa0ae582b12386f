"""Forms of the handbook."""
