"""No free text of any API keeps a burgerservicenummer; which texts are free follows from the document."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel
from risb_api.fields import ZONDER_BSN

from tests.builders.diensten import DIENSTEN, app_without_database

from .conftest import Bezoek
from .document import Operation, Spec, body_of, document_of, operations, resolve
from .test_waarden import required, send
from .waarden import soort_van, voorbeeld

_MERK = "@@hier@@"
_KORT = 20
# Numbers by nature, each with a check of its own.
_NUMMERS = {"bsn", "iban"}
# What is asked for and not kept.
_NIET_BEWAARD = {"na", "vanaf", "velden", "zoek"}
SCHRIJFWIJZEN = {
    "plain": "999990019 belde ons",
    "in a line": "Mevrouw Voorbeeld, BSN999990019, belde.",
    "spaces": "Het gaat om 999 990 019.",
    "dots": "Het gaat om 9999.90.019 hier",
    "dashes": "Het gaat om 999-990-019 hier",
    "full width": "Het gaat om \uff19\uff19\uff19\uff19\uff19\uff10\uff10\uff11\uff19.",
    "other script": "Het gaat om \u0669\u0669\u0669\u0669\u0669\u0660\u0660\u0661\u0669.",
    "without its zero": "Het gaat om 12345672 hier",
}
# Codes that people choose; of the other patterns a number of nine digits is what is asked, or nothing that is kept.
IN_CODES = ("999990019", "999990019-2026", "BSN-999990019", "9999-90-019", "a-999990019", "Jan 999990019")
_STANDAARD = ("/declaraties", "/toewijzingsberichten")
_GEEN_CODE = {"bsn", "cpv", "proefberekeningen"}
# Of something that has its code already.
_GENOEMD = {"criterium", "indexeringen", "perceelCode", "regelingCode", "tabelcode"}
dutch = pytest.mark.parametrize("dienst", DIENSTEN)
Pad = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vrij:
    """A free text in a body: where it stands, how long it may be, and the body with a mark in its place."""

    veld: str
    grootte: int
    lichaam: str


def texts(spec: Spec, schema: Mapping[str, Any], pad: Pad = ()) -> Iterator[tuple[Pad, Mapping[str, Any]]]:
    """Path of every text, and what may stand there."""
    schema = resolve(spec, schema)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            schema = resolve(spec, schema[several][0])
    match soort_van(schema):
        case "object":
            for name, one in schema.get("properties", {}).items():
                yield from texts(spec, one, (*pad, name))
        case "array":
            yield from texts(spec, schema["items"], (*pad, 0))
        case "text":
            yield pad, schema
        case _:
            pass


def free(spec: Spec, schema: Mapping[str, Any], pad: Pad = ()) -> Iterator[tuple[Pad, int]]:
    """Path and length of every text that no pattern, format or list of values holds."""
    for plek, one in texts(spec, schema, pad):
        grootte = one.get("maxLength", 10_000)
        if not {"pattern", "format", "enum"} & one.keys() and grootte > _KORT and plek[-1] not in _NUMMERS:
            yield plek, grootte


def codes(spec: Spec, schema: Mapping[str, Any]) -> Iterator[tuple[Pad, list[str]]]:
    """Path of every text with a pattern that takes a burgerservicenummer, and how it can be written there."""
    for plek, one in texts(spec, schema):
        vormen = [vorm for vorm in IN_CODES if "pattern" in one and re.search(one["pattern"], vorm)]
        if vormen:
            yield plek, vormen


def met_merk(spec: Spec, schema: Mapping[str, Any], pad: Pad) -> str:
    """A body as the document shows it, with a mark at this place."""
    lichaam = copy.deepcopy(voorbeeld(spec, schema))
    binnen = lichaam
    for stap in pad[:-1]:
        binnen = binnen[stap]
    binnen[pad[-1]] = _MERK
    return json.dumps(lichaam)


def places(spec: Spec, operation: Operation) -> Iterator[Vrij]:
    schema = body_of(spec, operation)
    for pad, grootte in free(spec, schema) if schema else ():
        yield Vrij(veld=".".join(map(str, pad)), grootte=grootte, lichaam=met_merk(spec, schema or {}, pad))


@dutch
async def test_every_free_text_refuses_a_burgerservicenummer_and_does_not_repeat_it(
    bezoek: Bezoek, dienst: str
) -> None:
    spec, mis, sent = document_of(dienst), [], 0
    async with bezoek(dienst) as running:
        for operation in operations(spec):
            for plek in places(spec, operation):
                for naam, tekst in SCHRIJFWIJZEN.items():
                    body = plek.lichaam.replace(f'"{_MERK}"', json.dumps(tekst[: plek.grootte])).encode()
                    answer = await send(running, operation, required(spec, operation), body)
                    sent += 1
                    fouten = {one["veld"]: one["melding"] for one in answer.json().get("fouten", [])}
                    if answer.status_code != 400 or "burgerservicenummer" not in fouten.get(plek.veld, ""):
                        mis.append(f"{operation.naam} {plek.veld} {naam}: {answer.status_code} {answer.text[:200]}")
                    assert "99999" not in answer.text
                    assert "12345672" not in answer.text
    assert sent >= len(SCHRIJFWIJZEN)
    assert mis == [], "\n".join(mis)


@dutch
async def test_every_code_that_people_choose_refuses_a_burgerservicenummer(bezoek: Bezoek, dienst: str) -> None:
    spec, mis = document_of(dienst), []
    async with bezoek(dienst) as running:
        for operation in operations(spec):
            schema = None if operation.pad.startswith(_STANDAARD) else body_of(spec, operation)
            for pad, vormen in codes(spec, schema) if schema else ():
                if (_GEEN_CODE | _GENOEMD) & {*pad, *operation.pad.split("/")}:
                    continue
                for vorm in vormen:
                    body = met_merk(spec, schema or {}, pad).replace(_MERK, vorm).encode()
                    answer = await send(running, operation, required(spec, operation), body)
                    fouten = {one["veld"]: one["melding"] for one in answer.json().get("fouten", [])}
                    if answer.status_code != 400 or "burgerservicenummer" not in fouten.get(
                        ".".join(map(str, pad)), ""
                    ):
                        mis.append(f"{operation.naam} {pad} {vorm}: {answer.status_code} {answer.text[:200]}")
                    assert "99999" not in answer.text
    assert mis == [], "\n".join(mis)


@dutch
def test_what_a_query_may_say_freely_is_not_kept(dienst: str) -> None:
    found = {
        one["name"]
        for operation in operations(document_of(dienst))
        for one in operation.spec.get("parameters", [])
        if one["in"] in {"query", "path"} and list(free(document_of(dienst), one["schema"], (one["name"],)))
    }
    assert found <= _NIET_BEWAARD


def models(model: object) -> Iterator[type[BaseModel]]:
    """The models that a type is made of."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        yield model
        for field in model.model_fields.values():
            yield from models(field.annotation)
    for inner in getattr(model, "__args__", ()):
        yield from models(inner)


@dutch
def test_what_was_stored_before_is_shown_without_this_check(dienst: str) -> None:
    """A text from before would make reading fail."""
    routes = iter_route_contexts(app_without_database(dienst).routes)
    shown = {model for one in routes for model in models(getattr(one.original_route, "response_model", None))}
    assert len(shown) > 5
    checked = {
        f"{model.__name__}.{name}"
        for model in shown
        for name, field in model.model_fields.items()
        if any(check in repr((field.metadata, field.annotation)) for check in (repr(ZONDER_BSN), "code_zonder_bsn"))
    }
    assert checked == set()
