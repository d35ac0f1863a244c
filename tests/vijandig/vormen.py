"""Hostile JSON and hostile identifiers, by kind, each with what was promised of it."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from tests.contract.api.document import Operation, Spec, operations
from tests.contract.api.waarden import Plek, plekken

JSON = "application/json"
REFUSED, EITHER = "geweigerd", "geweigerd of in de vaste vorm"
GOED: Mapping[str, str] = {
    "agbCode": "42420001",
    "kvkNummer": "12345678",
    "bsn": "999990019",
    "iban": "NL91ABNA0417164300",
    "gemeente": "0307",
    "gemeenten": "0307",
}
# Judged after the door, on purpose: an application counts from its receipt, a message by the rules of its standard.
PAS_LATER: Mapping[str, tuple[str, ...]] = {
    "iban": ("/aanvragen", "/aanvragen/{aanvraagId}/aanvullingen/_beantwoorden"),
    "clienten.0.bsn": ("/declaraties", "/toewijzingsberichten"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Poging:
    """One body for one operation; `veld` is the identifier in it that is spoilt, and `goed` what it denotes."""

    kind: str
    operation: Operation
    body: bytes
    belofte: str = REFUSED
    soort: str = JSON
    veld: str = ""
    goed: str = ""


Maker = Callable[[Plek, random.Random], bytes]


def _in_plek(*raw: Callable[[random.Random], str]) -> Maker:
    return lambda plek, r: plek.met(r.choice(raw)(r))


def _text(value: str) -> Callable[[random.Random], str]:
    return lambda _: json.dumps(value)


def _dubbel(plek: Plek, r: random.Random) -> bytes:
    name = r.choice(list(json.loads(plek.lichaam)))
    return f"{plek.lichaam[:-1]}, {json.dumps(name)}: 1}}".encode()


def _codering(plek: Plek, r: random.Random) -> bytes:
    return plek.met('"caf\u00e9"').decode().encode(r.choice(["utf-16", "utf-16-le", "utf-32", "latin-1", "cp037"]))


def _kapot(plek: Plek, r: random.Random) -> bytes:
    heel = plek.lichaam
    stuk = (
        heel[: r.randrange(1, len(heel))],
        f"{heel}{heel}",
        heel.replace('"', "'"),
        f"{heel}//",
        f"[{heel}]",
        "1",
        '"a"',
    )
    return r.choice(stuk).encode()


def _bytes(plek: Plek, r: random.Random) -> bytes:
    heel = bytearray(plek.lichaam.encode())
    heel[r.randrange(len(heel))] = r.choice((0x00, 0x80, 0xC0, 0xED, 0xFF))
    return bytes(heel)


def _namen(plek: Plek, r: random.Random) -> bytes:
    vreemd = ", ".join(f'"x{r.random()}": 1' for _ in range(r.choice((1, 2_000))))
    return f"{plek.lichaam[:-1]}, {vreemd}}}".encode()


def _diep(r: random.Random) -> str:
    keer = r.randrange(500, 5_000)
    return r.choice(("[" * keer + "]" * keer, '{"a":' * keer + "1" + "}" * keer, "[" * keer))


LICHAMEN: Mapping[str, Maker] = {
    "dubbele naam": _dubbel,
    "diep genest": _in_plek(_diep),
    "NUL": _in_plek(_text("a\0b"), _text("\0"), lambda _: '"a\0b"'),
    "half teken": _in_plek(lambda r: f'"a\\ud8{r.randrange(256):02x}"', lambda r: f'"\\udc{r.randrange(256):02x}a"'),
    "geen getal": _in_plek(
        lambda r: r.choice(("1e400", "-1e999", "NaN", "Infinity", "-Infinity", "01", "+1", ".5", "0x10"))
    ),
    "lang getal": _in_plek(lambda r: r.choice(("", "-")) + "9" * r.randrange(4_301, 9_000)),
    "codering": _codering,
    "kapot": _kapot,
    "losse bytes": _bytes,
    "vreemde namen": _namen,
    "reus": _in_plek(lambda r: '"' + "x" * r.choice((200_000, 990_000, 1_200_000)) + '"'),
}


def lichamen(spec: Spec, aantal: int, zaad: str) -> Iterator[Poging]:
    """Bodies for every operation that takes JSON, all kinds in turn."""
    r = random.Random(f"{zaad} lichamen")
    doelen = [(one, list(plekken(spec, one))) for one in operations(spec)]
    doelen = [(one, gevonden) for one, gevonden in doelen if gevonden]
    for _, kind in zip(range(max(aantal, len(LICHAMEN))), cycle(LICHAMEN), strict=False):
        operation, gevonden = r.choice(doelen)
        yield Poging(kind=kind, operation=operation, body=LICHAMEN[kind](r.choice(gevonden), r))
    for kind, soort in (("ander formaat", "text/plain"), ("andere codering", f"{JSON}; charset=utf-16")):
        operation, gevonden = r.choice(doelen)
        yield Poging(kind=kind, operation=operation, body=gevonden[0].lichaam.encode(), soort=soort)


def _cijfers(nul: int) -> Callable[[str, random.Random], str]:
    return lambda goed, _: re.sub("[0-9]", lambda found: chr(nul + int(found[0])), goed)


def _tussen(*tekens: str) -> Callable[[str, random.Random], str]:
    def maak(goed: str, r: random.Random) -> str:
        plek = r.randrange(len(goed) + 1)
        return goed[:plek] + r.choice(tekens) + goed[plek:]

    return maak


def _controlegetal(goed: str, r: random.Random) -> str:
    """Another check digit where there is one, else what nobody has."""
    if goed in {GOED["iban"], GOED["bsn"]}:
        return f"NL{r.choice(('00', '01', '99', '98', '11'))}{goed[4:]}" if goed[0] == "N" else f"{goed[:-1]}0"
    return "0" * len(goed) if goed in {GOED["agbCode"], GOED["kvkNummer"]} else f"{goed[:-1]}X"


# Another way to write the same: taken in its one form, or refused.
SCHRIJFWIJZEN: Mapping[str, Callable[[str, random.Random], str]] = {
    "volle breedte": _cijfers(0xFF10),
    "Arabische cijfers": _cijfers(0x0660),
    "Devanagari": _cijfers(0x0966),
    "wiskundige cijfers": _cijfers(0x1D7CE),
    "spaties": _tussen(" ", "\u00a0", "\u2009", "\u3000"),
    "punten en streepjes": _tussen(".", "-", "\u2011", "/"),
    "kleine letters": lambda goed, _: goed.lower(),
    "regeleinde": lambda goed, r: r.choice((f"{goed}\n", f"\r\n{goed}", f"\t{goed}")),
}
# What is no way to write it.
FOUT: Mapping[str, Callable[[str, random.Random], str]] = {
    "nulbreedte": _tussen("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"),
    "leesrichting": _tussen("\u202e", "\u2066", "\u200f", "\u061c"),
    "NFD": _tussen("\u0301", "\u0323\u0302"),
    "ligatuur": _tussen("\ufb01", "\u2460", "\u00b2", "\u2167"),
    "controlegetal": _controlegetal,
    "lengte": lambda goed, r: r.choice((goed[:-1], goed + "0", goed * 2, "")),
    "getal": lambda goed, r: r.choice((f"+{goed}", f"{goed}.0", f"{goed[:3]}_{goed[3:]}", f"0x{goed}", f"{goed}e0")),
}


def kenmerken(spec: Spec, aantal: int, zaad: str) -> Iterator[Poging]:
    """Identifiers in every operation that takes one in its body, all kinds in turn."""
    r = random.Random(f"{zaad} kenmerken")
    doelen = [
        (one, plek, goed) for one in operations(spec) for plek in plekken(spec, one) if (goed := _goed(one, plek))
    ]
    kinds: dict[str, tuple[Any, str]] = {
        **{kind: (maak, EITHER) for kind, maak in SCHRIJFWIJZEN.items()},
        **{kind: (maak, REFUSED) for kind, maak in FOUT.items()},
    }
    for _, kind in zip(range(max(aantal, len(kinds)) if doelen else 0), cycle(kinds), strict=False):
        operation, plek, goed = r.choice(doelen)
        maak, belofte = kinds[kind]
        waarde = maak(goed, r)
        body = plek.met(json.dumps(waarde))
        yield Poging(kind=kind, operation=operation, body=body, belofte=belofte, veld=plek.veld, goed=goed)


def _goed(operation: Operation, plek: Plek) -> str:
    if operation.pad in PAS_LATER.get(plek.veld, ()):
        return ""
    delen = [deel for deel in plek.veld.split(".") if not deel.isdecimal()]
    return GOED.get(delen[-1], "")
