"""Builders of contracting's domain objects and of the requests of its API."""

import datetime as dt
import itertools
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from chassis.events.wire import Envelope
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte, RuimteStatus
from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs, Prijsopgave
from contracting.domain.regio.deelname import Dienst
from contracting.domain.rekeningen.rekening import Houdersoort, Rekening
from contracting.domain.taakgericht.taakbudget import Taakbudget
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding, Bewijsstuk
from contracting.domain.toelating.perceel import Basiscriterium, Bewijssoort, Perceel, Procedure, Variant
from risb_kern.act import Handeling, act_of
from risb_kern.clock import FixedClock
from risb_kern.errors import DomainError
from risb_recht.wet import Wet
from risb_schemas import from_json, load_catalog
from risb_schemas.catalog import data_folder

AGB = "42420001"
ANDERE_AGB = "42420002"
DAG = dt.date(2026, 1, 5)
TRACE = "0af7651916cd43dd8448eb211c80319c"


def geweigerd(act: Callable[..., object], *args: object, **kwargs: object) -> str:
    """The slug with which the rule said no."""
    with pytest.raises(DomainError) as refused:
        act(*args, **kwargs)
    return refused.value.slug


def handeling(dag: dt.date = DAG, door: str = "inkoper-1") -> Handeling:
    """An act on this day; its ids count from 101."""
    nummers = itertools.count(101)
    return replace(act_of(FixedClock(dag), door), nieuw_id=lambda: uuid.UUID(int=next(nummers)))


def aanbieder(**changes: Any) -> Aanbieder:
    values: dict[str, Any] = {
        "agb_code": AGB,
        "kvk_nummer": "12345678",
        "naam": "Zorggroep Voorbeeld",
        "capaciteit_uren_per_maand": 1400,
        "geregistreerd_op": DAG,
    }
    return Aanbieder(**{**values, **changes})


def criterium(bewijssoort: Bewijssoort = Bewijssoort.KVK_UITTREKSEL, **changes: Any) -> Basiscriterium:
    values = {"code": bewijssoort.name.replace("_", "-"), "omschrijving": f"Bewijs {bewijssoort}"}
    return Basiscriterium(**{**values, "bewijssoort": bewijssoort, **changes})


def perceel(*criteria: Basiscriterium, **changes: Any) -> Perceel:
    values: dict[str, Any] = {
        "code": "WMO-BEGELEIDING",
        "wet": Wet.WMO,
        "dienst": Dienst.WMO,
        "variant": Variant.INSPANNINGSGERICHT,
        "procedure": Procedure.TOELATING,
        "programmalijn": "2.1.3",
        "gemeenten": ("0307", "0342"),
        "basiscriteria": criteria or (criterium(),),
    }
    return Perceel(**{**values, **changes})


def bewijs(
    bewijssoort: Bewijssoort = Bewijssoort.KVK_UITTREKSEL, *, datum: dt.date = DAG, ontvangen_op: dt.date = DAG
) -> Bewijsstuk:
    return Bewijsstuk(bewijssoort=bewijssoort, datum=datum, ontvangen_op=ontvangen_op)


def aanmelding(*bewijsstukken: Bewijsstuk, **changes: Any) -> Aanmelding:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=1),
        "agb_code": AGB,
        "perceel_code": "WMO-BEGELEIDING",
        "ontvangen_op": DAG,
        "ondertekend": True,
        "akkoord_zonder_voorbehoud": True,
        "bewijsstukken": bewijsstukken,
        "trace_id": TRACE,
    }
    return Aanmelding(**{**values, **changes})


def opgave(**changes: Any) -> Prijsopgave:
    values: dict[str, Any] = {
        "productcategorie": "01",
        "productcode": "01A03",
        "eenheid": "04",
        "tarief_cent": 6180,
        "geldig_van": dt.date(2026, 1, 1),
        "gemeenten": ("0307", "0342"),
    }
    return Prijsopgave(**{**values, **changes})


def prijs(versie: int = 1, **changes: Any) -> Prijs:
    return Prijs(id=uuid.UUID(int=versie), versie=versie, opgave=opgave(**changes))


def taakbudget(**changes: Any) -> Taakbudget:
    values: dict[str, Any] = {
        "jaarbudget_cent": 100_000_000,
        "verdeelsleutel": {"0307": 1, "0342": 1},
        "termijnen_per_jaar": 12,
    }
    return Taakbudget(**{**values, **changes})


def overeenkomst(**changes: Any) -> Overeenkomst:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=7),
        "agb_code": AGB,
        "perceel_code": "WMO-BEGELEIDING",
        "wet": Wet.WMO,
        "variant": Variant.INSPANNINGSGERICHT,
        "programmalijn": "2.1.3",
        "gemeenten": ("0307", "0342"),
        "ingangsdatum": dt.date(2026, 1, 1),
        "einddatum": dt.date(2029, 12, 31),
        "taakbudget": None,
        "trace_id": TRACE,
    }
    return Overeenkomst(**{**values, **changes})


def rekening(nummer: int = 1, **changes: Any) -> Rekening:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=nummer),
        "houdersoort": Houdersoort.AANBIEDER,
        "houder": AGB,
        "versie": 1,
        "tenaamstelling": "Zorggroep Voorbeeld",
        "nummer": b"versleuteld",
        "kenmerk": b"kenmerk",
        "laatste": "4300",
        "voorgesteld_door": "financien-1",
        "voorgesteld_op": DAG,
    }
    return Rekening(**{**values, **changes})


def maatregel(nummer: int = 1, **changes: Any) -> Maatregel:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=nummer),
        "agb_code": AGB,
        "soort": "clientenstop",
        "gemeenten": ("0307",),
        "van": DAG,
        "tot": None,
        "grond": "Contractstandaard Wmo 3.5.5",
    }
    return Maatregel(**{**values, **changes})


def aanbieder_json(**changes: Any) -> dict[str, Any]:
    values = {
        "agbCode": AGB,
        "kvkNummer": "12345678",
        "naam": "Zorggroep Voorbeeld",
        "capaciteitUrenPerMaand": 1400,
    }
    return {**values, **changes}


def perceel_json(**changes: Any) -> dict[str, Any]:
    criteria = [
        {"code": "KVK", "omschrijving": "Inschrijving in het Handelsregister", "bewijssoort": "kvk-uittreksel"},
        {"code": "GVA", "omschrijving": "Gedragsverklaring", "bewijssoort": "gedragsverklaring-aanbesteden"},
    ]
    values = {
        "code": "WMO-BEGELEIDING",
        "wet": "wmo",
        "variant": "inspanningsgericht",
        "procedure": "toelating",
        "programmalijn": "2.1.3",
        "gemeenten": ["0307", "0342"],
        "basiscriteria": criteria,
    }
    return {**values, **changes}


def aanmelding_json(**changes: Any) -> dict[str, Any]:
    values = {
        "agbCode": AGB,
        "perceelCode": "WMO-BEGELEIDING",
        "bewijsstukken": [
            {"bewijssoort": "kvk-uittreksel", "datum": "2025-12-20"},
            {"bewijssoort": "gedragsverklaring-aanbesteden", "datum": "2025-06-01"},
        ],
        "ondertekend": True,
        "akkoordZonderVoorbehoud": True,
    }
    return {**values, **changes}


def prijs_json(**changes: Any) -> dict[str, Any]:
    values = {
        "productcategorie": "01",
        "productcode": "01A03",
        "eenheid": "04",
        "tariefCent": 6180,
        "geldigVan": "2026-01-01",
    }
    return {**values, **changes}


def overeenkomst_json(**changes: Any) -> dict[str, Any]:
    values = {
        "agbCode": AGB,
        "perceelCode": "WMO-BEGELEIDING",
        "gemeenten": ["0307", "0342"],
        "ingangsdatum": "2026-01-01",
        "einddatum": "2029-12-31",
        "prijzen": [prijs_json()],
    }
    return {**values, **changes}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """An event as a handler gets it."""

    naam: str
    data: Mapping[str, Any]
    envelope: Envelope


def envelope(nummer: int = 1, tijd: dt.datetime = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)) -> Envelope:
    return Envelope(id=uuid.UUID(int=nummer), source="urn:proef", type="proef", time=tijd, trace_id=TRACE)


def voorbeeld(naam: str, bestand: str = "volledig", **changes: Any) -> dict[str, Any]:
    """A published example as a handler gets it, with changes."""
    return {**_record(naam, bestand), **changes}


@cache
def _record(naam: str, bestand: str) -> Mapping[str, Any]:
    schema = load_catalog().newest[naam]
    path = data_folder() / "voorbeelden" / schema.service / naam / f"{bestand}.json"
    record: Mapping[str, Any] = from_json(schema.raw, json.loads(path.read_text(encoding="utf-8")))
    return record


def voorbeelden(naam: str) -> list[str]:
    """The names of the published examples of an event."""
    folder = data_folder() / "voorbeelden" / load_catalog().newest[naam].service / naam
    return sorted(path.stem for path in folder.glob("*.json"))


def ruimte(**changes: Any) -> Bestedingsruimte:
    """A ceiling of EUR 250.000 that was fixed for 2027."""
    values: dict[str, Any] = {
        "id": uuid.UUID(int=60),
        "overeenkomst_id": uuid.UUID(int=7),
        "agb_code": AGB,
        "wet": Wet.WMO,
        "perceel_code": "WMO-BEGELEIDING",
        "ingangsdatum": dt.date(2027, 1, 1),
        "bedrag_cent": 25_000_000,
        "crisisproducten": ("01A09",),
        "grondslag": "Artikel 1.4 en 1.5",
        "aangekondigd_op": dt.date(2026, 6, 1),
        "status": RuimteStatus.VASTGESTELD,
        "versie": 1,
    }
    return Bestedingsruimte(**{**values, **changes})


def beeindiging(dag: dt.date, grond: Beeindigingsgrond = Beeindigingsgrond.WEDERZIJDS) -> Beeindiging:
    """An early end on that day, by agreement of both."""
    return Beeindiging(grond=grond, reden="In overleg (artikel 1.3.4)", einddatum=dag)
