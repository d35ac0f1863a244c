"""Bank accounts, by two persons."""

from contracting.application.rekeningen.rekening_bevestigen import rekening_bevestigen
from contracting.application.rekeningen.rekening_intrekken import rekening_intrekken
from contracting.application.rekeningen.rekening_voorstellen import RekeningVoorstellen, rekening_voorstellen

__all__ = ["RekeningVoorstellen", "rekening_bevestigen", "rekening_intrekken", "rekening_voorstellen"]
