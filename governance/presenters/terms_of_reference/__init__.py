"""Terms of reference in words: what a version says, its rules as a tree, its reporting lines as a picture."""
