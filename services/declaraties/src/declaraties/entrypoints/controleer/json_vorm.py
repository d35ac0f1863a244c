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
            {"regel": one.regel, "retourcode": one.retourcode, "waarom": one.waarom}
            for one in verslag.niet_gecontroleerd
        ],
        "meldingen": list(verslag.meldingen),
    }


def _samenvatting(one: Samenvatting | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "soort": one.soort,
        "wet": one.wet,
        "afzender": one.afzender,
        "ontvanger": one.ontvanger,
        "identificatie": one.identificatie,
        "declaratieNummer": one.declaratienummer,
        "periode": one.periode,
        "clienten": one.clienten,
        "prestaties": one.prestaties,
        "debetCent": one.debet_cent,
        "creditCent": one.credit_cent,
        "somCent": one.som_cent,
        "totaalIngediendCent": one.totaal_cent,
        "afgekeurdePrestaties": one.afgekeurd,
        "afgekeurdCent": one.afgekeurd_cent,
    }


def _vondst(one: Vondst) -> dict[str, Any]:
    return {
        "niveau": one.niveau,
        "regel": one.regel,
        "retourcode": one.retourcode or None,
        "klasse": one.klasse or None,
        "positie": one.positie,
        "bestandsregel": one.bestandsregel,
        "element": one.element or None,
        "referentieNummer": one.referentie or None,
        "waarde": one.waarde or None,
        "wat": one.wat,
        "doe": one.doe,
    }


def _antwoord(one: Antwoordverslag) -> dict[str, Any]:
    return {
        **_verslag(one.verslag),
        "toegekendCent": one.toegekend_cent,
        "retourcodes": _codes(one.codes),
        "afgewezen": [_afgewezen(lijn) for lijn in one.afgewezen],
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
