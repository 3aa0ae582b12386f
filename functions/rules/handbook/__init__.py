"""Pure rules of the handbook: how its text is marked up, and what changed between two versions."""
