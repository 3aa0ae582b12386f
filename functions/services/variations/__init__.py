"""Contract variations: made, decided, told and brought into effect."""
