"""Pure rules of agreements, levels and what committees decide."""
