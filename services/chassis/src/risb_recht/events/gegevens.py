"""Records of events in their canonical form, by a plan made once per schema: what holds no text is not looked at.

Texts that people write get stars in the place of a burgerservicenummer.
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from risb_kern.texts import is_opslaanbaar

from risb_recht.codes import OnjuisteCodeError, agb_code, gemeentecode, kvk_nummer
from risb_recht.vormen.vrije_tekst import met_sterren

Plan = Callable[[Any], Any]
# The same few codes come again and again.
_GEMEENTE = lru_cache(4096)(gemeentecode)
_VELDEN: Mapping[str, Callable[[str], str]] = {
    "agb_code": lru_cache(4096)(agb_code),
    "kvk_nummer": lru_cache(4096)(kvk_nummer),
    "gemeente": _GEMEENTE,
    "gemeenten": _GEMEENTE,
    "naar_gemeente": _GEMEENTE,
}
# What people write. The sender cannot be asked again and what happened has to be known: the number alone goes.
_VRIJ = frozenset(
    {
        "bewijs",
        "motivering",
        "naam",
        "omschrijving",
        "reactie",
        "reden",
        "tenaamstelling",
        "titel",
        "toelichting",
        "verklaring",
        "voornemen",
        "wijk",
    }
)
_KLASSEN = {"record": dict, "map": dict, "array": list, "string": str}


def canoniek_plan(schema: Any) -> Plan:
    """What brings a record of this Avro schema to its canonical form; leaves the record itself as it is.

    The plan raises OnjuisteCodeError that names the field that has no such form, never its value.
    """
    return _plan("", schema, {}) or dict


def _plan(naam: str, soort: Any, bekend: dict[str, Plan | None]) -> Plan | None:
    """The plan for a value of this type in the field; None for what has one form only."""
    match soort:
        case {"type": "record", "fields": velden}:
            plannen = {veld["name"]: _plan(veld["name"], veld["type"], bekend) for veld in velden}
            met_tekst = tuple((veld, plan) for veld, plan in plannen.items() if plan is not None)
            bekend[soort["name"]] = partial(_record, met_tekst) if met_tekst else None
            return bekend[soort["name"]]
        case {"type": "array", "items": inhoud}:
            plan = _plan(naam, inhoud, bekend)
            return None if plan is None else partial(_lijst, plan)
        case {"type": "map", "values": inhoud}:
            plan = _plan(naam, inhoud, bekend)
            return None if plan is None else partial(_kaart, plan)
        case {"logicalType": _} | {"type": "enum" | "fixed"}:
            return None
        case {"type": type_}:
            return _plan(naam, type_, bekend)
        case list():
            return _keuze(naam, soort, bekend)
        case "string":
            lees = _VELDEN.get(naam)
            if lees is not None:
                return partial(_code, naam, lees)
            return partial(_vrij if naam in _VRIJ else _tekst, naam)
        case _:
            return bekend.get(soort)


def _keuze(naam: str, soorten: list[Any], bekend: dict[str, Plan | None]) -> Plan | None:
    """The plan for a field that may be empty, or of one of several kinds that can be told apart."""
    plannen: dict[type, Plan] = {}
    for soort in soorten:
        plan = _plan(naam, soort, bekend)
        if plan is not None:
            kort = soort["type"] if isinstance(soort, Mapping) else soort
            klasse = _KLASSEN.get(kort, dict)
            if klasse in plannen:
                raise ValueError(f"{naam}: two kinds of {kort} in one field cannot be told apart")
            plannen[klasse] = plan
    return partial(_een_van, plannen) if plannen else None


def _record(velden: tuple[tuple[str, Plan], ...], waarde: Mapping[str, Any]) -> dict[str, Any]:
    return {**waarde, **{naam: plan(waarde[naam]) for naam, plan in velden}}


def _lijst(plan: Plan, waarde: list[Any]) -> list[Any]:
    return [plan(one) for one in waarde]


def _kaart(plan: Plan, waarde: Mapping[str, Any]) -> dict[str, Any]:
    return {sleutel: plan(one) for sleutel, one in waarde.items()}


def _een_van(plannen: Mapping[type, Plan], waarde: Any) -> Any:
    plan = plannen.get(type(waarde))
    return waarde if plan is None else plan(waarde)


def _code(naam: str, lees: Callable[[str], str], tekst: str) -> str:
    # Empty is how an event says that there is none.
    if not tekst:
        return tekst
    try:
        return lees(tekst)
    except OnjuisteCodeError as fout:
        raise OnjuisteCodeError(fout.code, f"{naam}: {fout.melding}") from None


def _tekst(naam: str, tekst: str) -> str:
    if tekst.isascii() and "\x00" not in tekst:
        return tekst
    if not is_opslaanbaar(tekst):
        raise OnjuisteCodeError("tekst", f"{naam}: de tekst bevat een teken dat niet bewaard kan worden (NUL).")
    return unicodedata.normalize("NFC", tekst)


def _vrij(naam: str, tekst: str) -> str:
    return met_sterren(_tekst(naam, tekst))
