"""Reading the stored versions of clock policies."""
