"""Contract variations: their types, the order of their steps, and the dates and plans they must keep."""
