"""The handbook: writing, publishing, acknowledging and the communications pack."""
