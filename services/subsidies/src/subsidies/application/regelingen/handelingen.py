"""Schemes and their plafonds."""

from subsidies.application.regelingen.regeling_intrekken import regeling_intrekken
from subsidies.application.regelingen.regeling_publiceren import regeling_publiceren

__all__ = ["regeling_intrekken", "regeling_publiceren"]
