"""Nasty values per kind of field, and every place in a request where a caller can put one; both from the document."""

import copy
import json
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .document import Operation, Spec, body_of, resolve

_MERK = "@@hier@@"
_DIEP = "[" * 2_500 + "]" * 2_500
_NUL = '"a\\u0000b"'
_RICHTING = '"Jan\\u202esen"'
# What no field takes, whatever its kind; as raw JSON.
_NOOIT = {
    "NUL": _NUL,
    "half a pair": '"\\ud800"',
    "NaN": "NaN",
    "infinity": "-Infinity",
    "no number": "1e999",
    "4301 digits": "9" * 4301,
    "deep": _DIEP,
    "object": '{"a": {"b": 1}}',
    "twice": '{"a": 1, "a": 2}',
}
_TEKSTEN = ("A", "A1", "2.1.3", "999990019", "AC04", "nl", "controleplan", "01A03", "3822", "NL91ABNA0417164300")
_GEEN_TEKST = {"number": "5", "true": "true", "list": '["a"]'}
_ONZICHTBAAR = {
    "blank": '" "',
    "no-break space": '"\\u00a0"',
    "zero width": '"Jan\\u200bsen"',
    "only zero width": '"\\u200b"',
    "filler": '"\\u3164"',
    "direction": _RICHTING,
    "isolate": '"\\u2066Jan\\u2069"',
    "bell": '"Jan\\u0007"',
    "next line": '"Jan\\u0085"',
}
GEWEIGERD: Mapping[str, Mapping[str, str]] = {
    "text": _GEEN_TEKST | _ONZICHTBAAR,
    "integer": {
        "true": "true",
        "text": '"1"',
        "grouped": '"1_000"',
        "half": "1.5",
        "float": "1.0",
        "30 digits": "9" * 30,
        "empty": '""',
    },
    "boolean": {"one": "1", "text": '"true"', "yes": '"yes"', "empty": '""'},
    "date": {
        "number": "1767225600",
        "as text": '"1767225600"',
        "moment": '"2026-01-01T00:00:00"',
        "no day": '"2026-02-30"',
        "other script": '"\\u0662\\u0660\\u0662\\u0666-01-01"',
        "year 0": '"0000-01-01"',
        "english": '"01/02/2026"',
        "empty": '""',
        "true": "true",
    },
    "date-time": {"number": "1767225600", "as text": '"1767225600"', "day": '"2026-01-01"', "true": "true"},
    "uuid": _GEEN_TEKST | {"text": '"abc"'},
    "enum": {"number": "5", "text": '"bestaat-niet"', "true": "true"},
}
VREEMD: Mapping[str, Mapping[str, str]] = {
    "text": {
        "decomposed": '"Cafe\\u0301 de Zon"',
        "ligature": '"\\ufb01nancien"',
        "full width": '"\\uff11\\uff12\\uff13\\uff14\\uff15\\uff16\\uff17\\uff18"',
        "other script": '"\\u0661\\u0662\\u0663\\u0664\\u0665\\u0666\\u0667\\u0668"',
        "long": '"' + "x" * 5_000 + '"',
        "host": f'"https://{"a" * 64}.example.nl/"',
        "host, empty label": '"https://a..example.nl/"',
        "puny": '"https://xn--\\u00e9.example.nl/"',
        "formula": '"=1+1"',
        "zalgo": '"a' + "\\u0301" * 500 + '"',
        "emoji": '"\\ud83d\\ude00"',
    },
    "integer": {"zero": "0", "minus": "-1", "largest": str(2**63 - 1), "larger": str(2**63), "huge": "1e300"},
    "date": {"first": '"0001-01-01"', "last": '"9999-12-31"', "1582": '"1582-10-10"'},
    "date-time": {
        "first": '"0001-01-01T00:00:00+14:00"',
        "last": '"9999-12-31T23:59:59-14:00"',
        "leap second": '"2026-06-30T23:59:60Z"',
    },
    "time": {"zone": '"10:00:00+25:00"', "number": "5"},
    "number": {"huge": "1e308"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plek:
    """A place for a value: the kind of the field, and the field as the answer has to name it."""

    waar: str
    veld: str
    soort: str
    lichaam: str = ""

    def met(self, waarde: str) -> bytes:
        """The body with this raw JSON in the place."""
        return self.lichaam.replace(f'"{_MERK}"', waarde).encode()


def soort_van(schema: Mapping[str, Any]) -> str:
    """The kind of a field."""
    if "enum" in schema:
        return "enum"
    soort = schema.get("type", "text")
    if soort != "string":
        return str(soort)
    vorm = schema.get("format", "text")
    return vorm if vorm in {"date", "date-time", "uuid", "time", "time-local"} else "text"


def voorbeeld(spec: Spec, schema: Mapping[str, Any]) -> Any:
    """A value that fits: what the document gives as an example, or the plainest one."""
    schema = resolve(spec, schema)
    if "example" in schema:
        return schema["example"]
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return voorbeeld(spec, schema[several][0])
    match soort_van(schema):
        case "object":
            return {name: voorbeeld(spec, one) for name, one in schema.get("properties", {}).items()}
        case "array":
            return [voorbeeld(spec, schema["items"])]
        case "integer" | "number":
            return max(1, schema.get("minimum", 1))
        case soort:
            plain = {
                "boolean": True,
                "date": "2026-05-04",
                "date-time": "2026-05-04T10:00:00Z",
                "uuid": "00000000-0000-4000-8000-000000000000",
                "time": "10:00:00",
                "time-local": "10:00:00",
            }
            if "pattern" in schema and soort == "text":
                return next(
                    (
                        one
                        for one in _TEKSTEN
                        if len(one) <= schema.get("maxLength", 99) and re.fullmatch(schema["pattern"], one)
                    ),
                    "aanvraag:1",
                )
            return plain.get(soort, "Een tekst van enige lengte."[: schema.get("maxLength", 30)].strip())


def bladeren(
    spec: Spec, schema: Mapping[str, Any], pad: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every field of a body, by its path, with its kind."""
    schema = resolve(spec, schema)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            schema = resolve(spec, schema[several][0])
    soort = soort_van(schema)
    if soort == "object":
        for name, one in schema.get("properties", {}).items():
            yield from bladeren(spec, one, (*pad, name))
    elif soort == "array":
        yield from bladeren(spec, schema["items"], (*pad, 0))
    else:
        yield pad, soort


def plekken(spec: Spec, operation: Operation) -> Iterator[Plek]:
    """Every field of the JSON body of a request."""
    schema = body_of(spec, operation)
    if schema is None:
        return
    for pad, soort in bladeren(spec, schema):
        # A copy: an example belongs to the document.
        lichaam = copy.deepcopy(voorbeeld(spec, schema))
        binnen = lichaam
        for stap in pad[:-1]:
            binnen = binnen[stap]
        binnen[pad[-1]] = _MERK
        yield Plek(waar="body", veld=".".join(map(str, pad)), soort=soort, lichaam=json.dumps(lichaam))


def waarden(soort: str) -> Iterator[tuple[str, str, bool]]:
    """Name, raw JSON, and whether no field of this kind may take it."""
    yield from ((naam, waarde, True) for naam, waarde in _NOOIT.items())
    yield from ((naam, waarde, True) for naam, waarde in GEWEIGERD.get(soort, {}).items())
    yield from ((naam, waarde, False) for naam, waarde in VREEMD.get(soort, {}).items())


IN_ADRES: Mapping[str, Mapping[str, str]] = {
    "text": {
        "NUL": "a%00b",
        "blank": "%20",
        "direction": "a%E2%80%AEb",
        "zero width": "a%E2%80%8Bb",
        "bell": "a%07",
        "half a pair": "a%ED%A0%80",
    },
    "integer": {
        "grouped": "1_000",
        "true": "true",
        "float": "1.0",
        "space": "%201",
        "plus": "%2B1",
        "4301 digits": "9" * 4301,
        "other script": urllib.parse.quote("\u0662\u0660\u0662\u0666"),
        "NUL": "1%00",
        "empty": "",
    },
    "boolean": {"yes": "yes", "one": "1", "capital": "True", "empty": ""},
    "date": {
        "number": "1767225600",
        "moment": "2026-01-01T00:00:00",
        "first": "0001-01-01",
        "last": "9999-12-31",
        "other order": "01-02-2026",
        "empty": "",
    },
    "date-time": {"number": "1767225600", "day": "2026-01-01", "empty": ""},
    "uuid": {"text": "abc", "NUL": "%00"},
    "enum": {"other": "bestaat-niet", "NUL": "%00", "empty": ""},
}
# A list or a path may exist for these; they may be answered, but never with a fault of ours.
MAG_IN_ADRES = {"half a pair", "first", "last"}
IN_KOP: Mapping[str, bytes] = {
    "4301 digits": b"9" * 4301,
    "NUL": b"a\x00b",
    "latin": b"caf\xe9",
    "quoted": b'"' + b"9" * 30 + b'"',
    "empty": b"",
    "long": b"x" * 5_000,
    "utf-8": "Jan\u202e".encode(),
}
