"""The story of the chain, played on the real APIs with real messages; every outcome is checked."""

import datetime as dt
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from devstack.verhaal import inkoop, subsidie
from devstack.verhaal.toneel import Toneel
from devstack.verhaal.verteller import Omgeving, Verteller

Hoofdstuk = tuple[str, Sequence[Callable[[Toneel], None]]]
HOOFDSTUKKEN: Sequence[Hoofdstuk] = (
    ("1. Contracting", (inkoop.regio, inkoop.budgetten, inkoop.toelating, inkoop.overeenkomsten)),
    ("5. Subsidies", (subsidie.regeling, subsidie.aanvragen)),
)


def speel(omgeving: Omgeving) -> Toneel:
    """Play every chapter; raises VerhaalError at the first outcome that is not what it should be."""
    vandaag = dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    toneel = Toneel(omgeving=omgeving, verteller=Verteller(), vandaag=vandaag)
    for titel, scenes in HOOFDSTUKKEN:
        toneel.verteller.hoofdstuk(titel)
        for scene in scenes:
            scene(toneel)
    toneel.verteller.hoofdstuk(f"Het verhaal klopt: {toneel.verteller.controles} controles geslaagd.")
    return toneel
