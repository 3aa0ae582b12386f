"""Pages of the register of risks and opportunities."""
