"""What is read of specifications: their rows, what is in force, all CCGs side by side."""
