"""The register of risks and opportunities."""
