"""Pages of enhanced services and local schemes."""
