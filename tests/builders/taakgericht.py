"""Builders of taakgerichte agreements with what belongs to them."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from contracting.domain.moederovereenkomsten.moederovereenkomst import Moederovereenkomst, Moedersoort
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.taakgericht.afrekening import Bandbreedte
from contracting.domain.taakgericht.businesscase import Casusbedrag, Casusvoorstel
from contracting.domain.taakgericht.taakafspraak import (
    Indexwijze,
    Indicator,
    Meetperiode,
    Plandoel,
    Planmijlpaal,
    Taakopdracht,
)
from contracting.domain.toelating.perceel import Variant
from risb_kern.act import Handeling
from risb_recht.periode import Periode

from tests.builders.contracting import AGB, handeling, overeenkomst, taakbudget

BANDBREEDTE = Bandbreedte(clienten=600, band=500, aandeel=5000)
SLEUTEL = {"0307": 60, "0342": 40}


def op(dag: dt.date, door: str = "manager-1") -> Handeling:
    """An act whose ids nobody else gets."""
    return replace(handeling(dag, door), nieuw_id=uuid.uuid4)


def taakovereenkomst(**changes: Any) -> Overeenkomst:
    """Four years, 4.2 million a year."""
    values: dict[str, Any] = {
        "perceel_code": "TAAK",
        "variant": Variant.TAAKGERICHT,
        "ingangsdatum": dt.date(2025, 1, 1),
        "einddatum": dt.date(2028, 12, 31),
        "taakbudget": taakbudget(jaarbudget_cent=420_000_000, verdeelsleutel=SLEUTEL),
    }
    return overeenkomst(**{**values, **changes})


def indicator(**changes: Any) -> Indicator:
    values: dict[str, Any] = {
        "code": "TEVREDEN",
        "omschrijving": "Tevredenheid van gezinnen",
        "eenheid": "rapportcijfer",
        "doel": 800,
        "ondergrens": 750,
        "bovengrens": 1000,
        "bron": "ervaringsonderzoek",
        "meetperiode": Meetperiode.KWARTAAL,
    }
    return Indicator(**{**values, **changes})


def taakopdracht(**changes: Any) -> Taakopdracht:
    mijlpaal = Planmijlpaal(code="M1", omschrijving="Wijkteam beslist zelf", uiterlijk=dt.date(2026, 7, 1))
    values: dict[str, Any] = {
        "taak": "Ambulante jeugdhulp in de wijk",
        "doelgroep": "Gezinnen met kinderen tot 18",
        "gebied": "Wijken Noord en Oost",
        "indexwijze": Indexwijze.LANDELIJK,
        "personeel_procent": None,
        "bandbreedte": BANDBREEDTE,
        "indicatoren": (indicator(),),
        "plan": (Plandoel(code="D1", omschrijving="Dichterbij", eigenaar="Bestuurder", mijlpalen=(mijlpaal,)),),
        "datalevering": "Elk kwartaal",
        "exitplan": "Warme overdracht in zes maanden",
    }
    return Taakopdracht(**{**values, **changes})


def casusvoorstel(*investeringen: Casusbedrag, **changes: Any) -> Casusvoorstel:
    values: dict[str, Any] = {
        "titel": "Transformatie BSA",
        "probleem": "Wachttijd",
        "keuze": "Kleinere groepen",
        "investeringen": investeringen or (Casusbedrag(jaar=2026, partij="0307", bedrag_cent=50_000_000),),
        "baten": (Casusbedrag(jaar=2027, partij="0307", bedrag_cent=20_000_000),),
        "risico": "Personeel",
        "kpi": "Uitstroom",
        "stopcriterium": "Geen uitstroom na een jaar",
    }
    return Casusvoorstel(**{**values, **changes})


def moederovereenkomst(**changes: Any) -> Moederovereenkomst:
    """A collective agreement with two aanbieders that share a million, one twice as much as the other."""
    values: dict[str, Any] = {
        "id": uuid.UUID(int=700),
        "moedersoort": Moedersoort.COLLECTIEF,
        "naam": "Breed spectrum aanbieders",
        "houder": "Regio",
        "perceel_code": "TAAK",
        "gemeenten": ("0307", "0342"),
        "aandelen": {AGB: 2, "42420002": 1},
        "looptijd": Periode(van=dt.date(2025, 1, 1), tot=dt.date(2028, 12, 31)),
        "jaarbudget_cent": 100_000_000,
        "tarieven": (),
    }
    return Moederovereenkomst(**{**values, **changes})
