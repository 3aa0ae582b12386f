"""Finance tables."""

from finance.models.rates import Rate

__all__ = ["Rate"]
