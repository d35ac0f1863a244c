"""Shared technical base of the four services; no domain word lives here."""
