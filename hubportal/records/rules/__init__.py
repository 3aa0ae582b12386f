"""Pure rules of records: moves, canonical content, words filled in."""
