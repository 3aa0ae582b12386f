"""Services of enhanced services and local incentive schemes."""
