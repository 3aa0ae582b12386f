"""Pure rules of enhanced services and local incentive schemes."""
