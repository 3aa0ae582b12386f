"""Governance over the API: thin views over the services and figures of the pages."""
