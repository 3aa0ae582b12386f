"""Services of agreements and applications."""
