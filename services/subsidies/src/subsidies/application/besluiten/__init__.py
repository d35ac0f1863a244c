"""Decisions on applications."""

from subsidies.application.besluiten.besluit_nemen import besluit_nemen

__all__ = ["besluit_nemen"]
