"""Double funding: the care contracts of applicants, and accounts that several applicants use."""

from subsidies.application.dubbel.aanbieder_volgen import aanbieder_volgen
from subsidies.application.dubbel.contract_volgen import contract_volgen
from subsidies.application.dubbel.contracteinde_volgen import contracteinde_volgen
from subsidies.application.dubbel.contracten_vergelijken import contracten_vergelijken
from subsidies.application.dubbel.rekening_vergelijken import rekening_vergelijken

__all__ = [
    "aanbieder_volgen",
    "contract_volgen",
    "contracteinde_volgen",
    "contracten_vergelijken",
    "rekening_vergelijken",
]
