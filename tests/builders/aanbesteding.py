"""Builders of tenders, bids and what the API of contracting is sent about them."""

import datetime as dt
import hashlib
import uuid
from typing import Any

from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.formule import Formule, Prijsformule
from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, Inschrijving
from contracting.domain.aanbesteding.kostprijs import Kostprijs
from contracting.domain.aanbesteding.perceelvraag import Gunningscriterium, Perceelvraag, Productvraag
from contracting.domain.toelating.perceel import Procedure
from risb_recht.periode import Periode

from tests.builders.contracting import AGB, DAG, TRACE, bewijs

SLUITING = dt.datetime(2026, 6, 30, 10, tzinfo=dt.UTC)
ABS = Prijsformule(soort=Formule.ABS, onder_cent=5800, boven_cent=6600)
REL = Prijsformule(soort=Formule.REL)
PLAN, OMGEVING = (
    Gunningscriterium(code="PLAN", omschrijving="Plan van aanpak", punten=40),
    Gunningscriterium(code="OMGEVING", omschrijving="Samenwerking in de wijk", punten=30),
)


def kostprijs(**changes: Any) -> Kostprijs:
    """The worked example of the reference: EUR 45,52."""
    values: dict[str, Any] = {
        "loon_cent": 3_800_000,
        "werkgeverslasten_duizendste": 28_000,
        "contracturen": 1_872,
        "verlofuren": 223,
        "verzuim_duizendste": 6_500,
        "scholingsuren": 40,
        "overleguren": 85,
        "reis_en_scholing_cent": 120,
        "overhead_duizendste": 22_000,
        "verplichtingen_cent": 85,
        "risico_duizendste": 2_000,
        "index_duizendste": 0,
        "bron": "CAO en jaarrekeningen",
        "peildatum": dt.date(2026, 1, 1),
        "overlegd_op": dt.date(2026, 2, 1),
    }
    return Kostprijs(**{**values, **changes})


def perceelvraag(**changes: Any) -> Perceelvraag:
    values: dict[str, Any] = {
        "perceel_code": "WMO-BEGELEIDING",
        "gemeenten": ("0307", "0342"),
        "raming_cent": 90_000_000,
        "producten": (Productvraag(productcode="01A03", kostprijs=kostprijs()),),
        "prijspunten": 30,
        "criteria": (PLAN, OMGEVING),
        "formule": ABS,
    }
    return Perceelvraag(**{**values, **changes})


def toelatingsvraag(**changes: Any) -> Perceelvraag:
    """What a toelating asks: no ranking."""
    vrij = {"prijspunten": 0, "criteria": (), "formule": Prijsformule(soort=Formule.FIXED)}
    return perceelvraag(**{**vrij, **changes})


def aanbesteding(*percelen: Perceelvraag, **changes: Any) -> Aanbesteding:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=7),
        "kenmerk": "AB-2026-01",
        "titel": "Begeleiding",
        "procedure": Procedure.AANBESTEDING,
        "cpv": "85312000-9",
        "percelen": percelen or (perceelvraag(),),
        "looptijd": Periode(van=dt.date(2027, 1, 1), tot=dt.date(2030, 12, 31)),
        "verlenging_maanden": 0,
        "duur_motivering": None,
        "sluiting": SLUITING,
        "aankondiging": "TN-123456",
    }
    return Aanbesteding(**{**values, **changes})


def inhoud(**changes: Any) -> Inschrijfinhoud:
    values: dict[str, Any] = {
        "tarieven": {"01A03": 6000},
        "gemeenten": ("0307", "0342"),
        "bewijsstukken": (bewijs(datum=dt.date(2026, 6, 1), ontvangen_op=dt.date(2026, 6, 29)),),
        "ondertekend": True,
        "akkoord_zonder_voorbehoud": True,
        "plan": "Wij beginnen bij de mensen.",
    }
    return Inschrijfinhoud(**{**values, **changes})


def inschrijving(**changes: Any) -> Inschrijving:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=8),
        "aanbesteding_id": uuid.UUID(int=7),
        "perceel_code": "WMO-BEGELEIDING",
        "agb_code": AGB,
        "ontvangen_op": dt.datetime(2026, 6, 29, 9, tzinfo=dt.UTC),
        "verzegeld": b"dicht",
        "vingerafdruk": hashlib.sha256(b"dicht").hexdigest(),
        "trace_id": TRACE,
    }
    return Inschrijving(**{**values, **changes})


def kostprijs_json(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "loonCent": 3_800_000,
        "werkgeverslastenDuizendste": 28_000,
        "contracturen": 1_872,
        "verlofuren": 223,
        "verzuimDuizendste": 6_500,
        "scholingsuren": 40,
        "overleguren": 85,
        "reisEnScholingCent": 120,
        "overheadDuizendste": 22_000,
        "verplichtingenCent": 85,
        "risicoDuizendste": 2_000,
        "bron": "CAO en jaarrekeningen",
        "peildatum": "2026-01-01",
        "overlegdOp": "2026-01-02",
    }
    return {**values, **changes}


def perceelvraag_json(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "perceelCode": "WMO-BEGELEIDING",
        "gemeenten": ["0307", "0342"],
        "ramingCent": 90_000_000,
        "producten": [{"productcode": "01A03", "kostprijs": kostprijs_json()}],
        "prijspunten": 30,
        "criteria": [
            {"code": "PLAN", "omschrijving": "Plan van aanpak", "punten": 40},
            {"code": "OMGEVING", "omschrijving": "Samenwerking in de wijk", "punten": 30},
        ],
        "formule": {"soort": "abs", "onderCent": 5800, "bovenCent": 6600},
        "maximum": 2,
    }
    return {**values, **changes}


def aanbesteding_json(*percelen: dict[str, Any], **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kenmerk": "AB-2026-01",
        "titel": "Begeleiding in de regio",
        "procedure": "aanbesteding",
        "cpv": "85312000-9",
        "percelen": list(percelen) or [perceelvraag_json()],
        "looptijdVan": "2027-01-01",
        "looptijdTot": "2030-12-31",
        "sluiting": SLUITING.isoformat(),
        "aankondiging": "TN-123456",
    }
    return {**values, **changes}


def proef_json(**changes: Any) -> dict[str, Any]:
    """The three bids of the worked example."""
    boden = [("A", 6000, (3000, 2600)), ("B", 6200, (3500, 2600)), ("C", 5800, (2500, 2400))]
    values: dict[str, Any] = {
        "perceelCode": "WMO-BEGELEIDING",
        "boden": [
            {
                "naam": naam,
                "tarieven": [{"productcode": "01A03", "tariefCent": tarief}],
                "punten": [
                    {"criterium": "PLAN", "honderdsten": plan},
                    {"criterium": "OMGEVING", "honderdsten": omgeving},
                ],
            }
            for naam, tarief, (plan, omgeving) in boden
        ],
    }
    return {**values, **changes}


def inschrijving_json(agb: str = AGB, tarief: int = 6000, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "agbCode": agb,
        "perceelCode": "WMO-BEGELEIDING",
        "tarieven": [{"productcode": "01A03", "tariefCent": tarief}],
        "gemeenten": ["0307", "0342"],
        "bewijsstukken": [
            {"bewijssoort": "kvk-uittreksel", "datum": DAG.isoformat()},
            {"bewijssoort": "gedragsverklaring-aanbesteden", "datum": DAG.isoformat()},
        ],
        "ondertekend": True,
        "akkoordZonderVoorbehoud": True,
        "plan": "Wij beginnen bij de mensen.",
    }
    return {**values, **changes}
