"""The story of the chain, played on the real APIs with real messages; every outcome is checked."""

import datetime as dt
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from devstack.verhaal import betaling, inkoop, maand, slot, subsidie, waakzaam, zorg
from devstack.verhaal.toneel import Toneel
from devstack.verhaal.verteller import Omgeving, Verteller

Scene = Callable[[Toneel], None]
HOOFDSTUKKEN: Sequence[tuple[str, Sequence[Scene]]] = (
    (
        "1. Contracting: de regio, toelating en overeenkomsten",
        (inkoop.regio, inkoop.budgetten, inkoop.toelating, inkoop.overeenkomsten),
    ),
    (
        "2. Declaraties: toewijzingen, 323 in, 325 uit",
        (waakzaam.abonneer, zorg.toewijzingen, zorg.declaraties, zorg.antwoord, zorg.weigeringen),
    ),
    ("3. Toezicht: signalen met uitleg", (waakzaam.anomalieen, waakzaam.bezorging)),
    ("4. Toezicht: van zaak naar maatregel", (waakzaam.zaak, inkoop.maatregel_zichtbaar, zorg.stop_werkt)),
    (
        "5. Declaraties: een volle maand voor de regio",
        (maand.inkopen, maand.toewijzen, maand.declareren, maand.herstellen),
    ),
    (
        "6. Declaraties: van goedgekeurd naar betaald",
        (betaling.rekeningen, betaling.controle, betaling.runs, betaling.weigering, betaling.stand),
    ),
    ("7. Subsidies: een ingang", (subsidie.regeling, subsidie.aanvragen)),
    ("8. Contracting: de budgetmonitor", (inkoop.monitor,)),
    ("9. De hele keten onder een kenmerk", (slot.keten, slot.metingen)),
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
