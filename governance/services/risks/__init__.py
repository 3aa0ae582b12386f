"""The register of risks and opportunities: of a CCG, and of a committee or group."""
