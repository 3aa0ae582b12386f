"""Pages of practices of concern and individual performers."""
