"""Judged lines as events: parts of at most 1,000 lines and 64 KiB, in columns with dictionaries."""

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from declaraties.domain.berichten.declaratie import Bericht323, Getallen
from declaraties.domain.events import PrestatiesBeoordeeld, Product
from declaraties.domain.oordeel import Oordeel

MEESTE_REGELS = 1_000
MEESTE_BYTES = 64 * 1024
T = TypeVar("T", bound=Hashable)
Grootte = Callable[[PrestatiesBeoordeeld], int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beoordeling:
    """A judged message with what the events need beside it; `clienten` are pseudonyms, one per client."""

    bestand_id: str
    bericht: Bericht323
    oordeel: Oordeel
    clienten: Sequence[bytes]
    maximum: Getallen
    codes: Sequence[str]
    beoordeeld_op: dt.datetime


def verdeel(beoordeling: Beoordeling, grootte: Grootte) -> list[PrestatiesBeoordeeld]:
    """All lines in order, in as few equal halvings as both limits need; `grootte` gives the encoded size in bytes."""
    aantal = len(beoordeling.bericht.prestaties)
    stukken = [
        stuk
        for begin in range(0, aantal, MEESTE_REGELS)
        for stuk in _passend(beoordeling, begin, min(begin + MEESTE_REGELS, aantal), grootte)
    ]
    return [
        _deel(beoordeling, slice(*stuk), deel=nummer, delen=len(stukken))
        for nummer, stuk in enumerate(stukken, start=1)
    ]


def _passend(beoordeling: Beoordeling, begin: int, eind: int, grootte: Grootte) -> list[tuple[int, int]]:
    # measured with the largest part numbers there can be, since those are written into the part too
    deel = _deel(beoordeling, slice(begin, eind), deel=2**31 - 1, delen=2**31 - 1)
    if eind - begin == 1 or grootte(deel) <= MEESTE_BYTES:
        return [(begin, eind)]
    midden = (begin + eind) // 2
    return [
        *_passend(beoordeling, begin, midden, grootte),
        *_passend(beoordeling, midden, eind, grootte),
    ]


def _deel(beoordeling: Beoordeling, stuk: slice, *, deel: int, delen: int) -> PrestatiesBeoordeeld:
    bericht, p = beoordeling.bericht, beoordeling.bericht.prestaties
    clienten, client = _woordenboek([beoordeling.clienten[index] for index in p.client[stuk].tolist()])
    producten, product = _woordenboek(
        list(zip(p.categorie[stuk].tolist(), p.code[stuk].tolist(), p.eenheid[stuk].tolist(), strict=True))
    )
    uitkomsten, uitkomst = _woordenboek(beoordeling.codes[stuk])
    periode = bericht.declaratie_periode.begindatum
    return PrestatiesBeoordeeld(
        bestand_id=beoordeling.bestand_id,
        deel=deel,
        delen=delen,
        agb_code=bericht.aanbieder,
        gemeente=bericht.gemeente,
        wet=bericht.wet.value,
        declaratieperiode=periode.year * 100 + periode.month,
        beoordeeld_op=beoordeling.beoordeeld_op,
        clienten=clienten,
        producten=[Product(categorie=cat, code=code, eenheid=eenheid) for cat, code, eenheid in producten],
        uitkomsten=uitkomsten,
        client=client,
        product=product,
        toewijzing=p.toewijzing[stuk].tolist(),
        periode_begin=p.begin[stuk].tolist(),
        periode_einde=p.eind[stuk].tolist(),
        volume=np.where(p.credit, -p.volume, p.volume)[stuk].tolist(),
        volume_maximum=beoordeling.maximum[stuk].tolist(),
        bedrag_cent=p.cent[stuk].tolist(),
        uitkomst=uitkomst,
    )


def _woordenboek(waarden: Sequence[T]) -> tuple[list[T], list[int]]:
    """Distinct values in order of appearance, and per value its place."""
    plaats: dict[T, int] = {}
    nummers = [plaats.setdefault(waarde, len(plaats)) for waarde in waarden]
    return list(plaats), nummers
