"""Pure rules of the function matrix: who acts, what may be decided, what is signed, what differs."""
