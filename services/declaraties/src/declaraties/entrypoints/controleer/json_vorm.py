"""The report as JSON, in the form of docs/controleer.schema.json; that form only grows."""

import json
from collections.abc import Iterable
from typing import Any

from declaraties.application.controle.antwoord_controleren import Afgewezen, Antwoordverslag
from declaraties.application.controle.declaratie_controleren import Samenvatting, Verslag, Vondst
from declaraties.entrypoints.controleer.uitslag import Uitslag

VERSIE = 1
UITKOMSTEN = ("goed", "bevindingen", "onleesbaar")


def als_json(uitslag: Uitslag) -> str:
    """One object, indented, with a line end."""
    inhoud = {
        "versie": VERSIE,
        "uitkomst": UITKOMSTEN[uitslag.code],
        "vandaag": uitslag.vandaag.isoformat(),
        "toewijzingen": uitslag.toewijzingen,
        "overgeslagen": list(uitslag.overgeslagen),
        "berichten": [_verslag(verslag) for verslag in uitslag.verslagen],
        "antwoord": None if uitslag.antwoord is None else _antwoord(uitslag.antwoord),
    }
    return json.dumps(inhoud, ensure_ascii=False, indent=2) + "\n"


def _verslag(verslag: Verslag) -> dict[str, Any]:
    return {
        "bestand": verslag.bestand,
        "onleesbaar": verslag.onleesbaar or None,
        "samenvatting": _samenvatting(verslag.samenvatting),
        "aantalBevindingen": verslag.aantal,
        "bevindingen": [_vondst(vondst) for vondst in verslag.vondsten],
        "nietGecontroleerd": [
            {"regel": een.regel, "retourcode": een.retourcode, "waarom": een.waarom}
            for een in verslag.niet_gecontroleerd
        ],
        "meldingen": list(verslag.meldingen),
    }


def _samenvatting(een: Samenvatting | None) -> dict[str, Any] | None:
    if een is None:
        return None
    return {
        "soort": een.soort,
        "wet": een.wet,
        "afzender": een.afzender,
        "ontvanger": een.ontvanger,
        "identificatie": een.identificatie,
        "declaratieNummer": een.declaratienummer,
        "periode": een.periode,
        "clienten": een.clienten,
        "prestaties": een.prestaties,
        "debetCent": een.debet_cent,
        "creditCent": een.credit_cent,
        "somCent": een.som_cent,
        "totaalIngediendCent": een.totaal_cent,
        "afgekeurdePrestaties": een.afgekeurd,
        "afgekeurdCent": een.afgekeurd_cent,
    }


def _vondst(een: Vondst) -> dict[str, Any]:
    return {
        "niveau": een.niveau,
        "regel": een.regel,
        "retourcode": een.retourcode or None,
        "klasse": een.klasse or None,
        "positie": een.positie,
        "bestandsregel": een.bestandsregel,
        "element": een.element or None,
        "referentieNummer": een.referentie or None,
        "waarde": een.waarde or None,
        "wat": een.wat,
        "doe": een.doe,
    }


def _antwoord(een: Antwoordverslag) -> dict[str, Any]:
    return {
        **_verslag(een.verslag),
        "toegekendCent": een.toegekend_cent,
        "retourcodes": _codes(een.codes),
        "afgewezen": [_afgewezen(lijn) for lijn in een.afgewezen],
    }


def _afgewezen(lijn: Afgewezen) -> dict[str, Any]:
    return {
        "referentieNummer": lijn.referentie,
        "client": lijn.client,
        "bedragCent": lijn.bedrag_cent,
        "bestandsregel": lijn.bestandsregel,
        "retourcodes": _codes(lijn.codes),
    }


def _codes(codes: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"code": code, "wat": wat, "doe": doe} for code, wat, doe in codes]
