"""Forms by which terms of reference are put together without code."""
