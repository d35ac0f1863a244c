"""The stories of the product, played on the real APIs with real messages; every outcome is checked."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from devstack.verhaal import aanbesteding, betaling, inkoop, maand, slot, subsidie, waakzaam, zorg
from devstack.verhaal.toneel import Toneel
from devstack.verhaal.verteller import Omgeving, VerhaalError, Verteller

__all__ = ["VERHALEN", "VerhaalError", "speel"]
Scene = Callable[[Toneel], None]
Hoofdstukken = Sequence[tuple[str, Sequence[Scene]]]
KETEN: Hoofdstukken = (
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
CONTRACTING: Hoofdstukken = (
    ("1. De markt op", (aanbesteding.opstellen, aanbesteding.publiceren, aanbesteding.vragen)),
    ("2. Inschrijven en openen", (aanbesteding.inschrijven, aanbesteding.openen)),
    ("3. Beoordelen en gunnen", (aanbesteding.toetsen, aanbesteding.scoren, aanbesteding.gunnen)),
    ("4. De opschortende termijn en de handtekening", (aanbesteding.opschorten, aanbesteding.tekenen)),
    ("5. Een plaats komt vrij", (aanbesteding.doorgeven,)),
)
VERHALEN: Mapping[str, Hoofdstukken] = {"keten": KETEN, "contracting": CONTRACTING}


def speel(omgeving: Omgeving, verhaal: str = "keten") -> Toneel:
    """Play every chapter of a story; raises VerhaalError at the first outcome that is not what it should be."""
    vandaag = dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    toneel = Toneel(omgeving=omgeving, verteller=Verteller(), vandaag=vandaag)
    for titel, scenes in VERHALEN[verhaal]:
        toneel.verteller.hoofdstuk(titel)
        for scene in scenes:
            scene(toneel)
    toneel.verteller.hoofdstuk(f"Het verhaal klopt: {toneel.verteller.controles} controles geslaagd.")
    return toneel
