"""Readiness assessments."""
