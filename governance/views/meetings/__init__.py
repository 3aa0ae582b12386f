"""Pages of meetings before they begin."""
