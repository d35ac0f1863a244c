"""Which gemeente takes which service line."""

from contracting.application.regio.deelname_vastleggen import deelname_vastleggen

__all__ = ["deelname_vastleggen"]
