"""Judged lines as events: parts of at most 1,000 lines and 64 KiB, in columns with dictionaries and series."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from declaraties.domain.beoordelen.events import Prestatieperiode, Prestatieproduct, PrestatiesBeoordeeld
from declaraties.domain.beoordelen.geschiedenis import als_bytes
from declaraties.domain.beoordelen.oordeel import Oordeel
from declaraties.domain.standaard.berichten.declaratie import GEEN_TARIEF, Bericht323, Getallen, Prestaties

MEESTE_REGELS = 1_000
MEESTE_BYTES = 64 * 1024
PSEUDONIEM_BYTES = 8
# More than what stands once in a part: its numbers, codes and counts.
_VAST_BYTES = 512
# Bytes of one element whatever its value: a long takes 10 at most, a place in a list of 1,000 takes 2.
_GETAL, _PLAATS, _REEKS = 10, 2, 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beoordeling:
    """A judged message with what the events need beside it; `clienten` are pseudonyms, one per client.

    `uitkomsten` are the different lists of retourcodes, joined by a plus; `uitkomst` says per line which is its own.
    """

    bestand_id: str
    bericht: Bericht323
    oordeel: Oordeel
    clienten: Sequence[bytes]
    maximum: Getallen
    uitkomsten: Sequence[str]
    uitkomst: Getallen
    beoordeeld_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Kolommen:
    """The whole message in numbers, with the lists that they point into."""

    beoordeling: Beoordeling
    producten: list[Prestatieproduct]
    tarief: Getallen
    product: Getallen
    volume: Getallen
    afwijking: Getallen


def verdeel(beoordeling: Beoordeling) -> list[PrestatiesBeoordeeld]:
    """All lines in order, in as few equal halvings as both limits need."""
    kolommen = _kolommen(beoordeling)
    aantal = len(beoordeling.bericht.prestaties)
    stukken = [
        stuk
        for begin in range(0, aantal, MEESTE_REGELS)
        for stuk in _passend(kolommen, slice(begin, min(begin + MEESTE_REGELS, aantal)))
    ]
    return [_deel(kolommen, stuk, deel=nummer, delen=len(stukken)) for nummer, stuk in enumerate(stukken, start=1)]


def _passend(kolommen: _Kolommen, stuk: slice) -> list[slice]:
    if stuk.stop - stuk.start == 1 or hoogstens(_deel(kolommen, stuk, deel=1, delen=1)) <= MEESTE_BYTES:
        return [stuk]
    midden = (stuk.start + stuk.stop) // 2
    return [*_passend(kolommen, slice(stuk.start, midden)), *_passend(kolommen, slice(midden, stuk.stop))]


def hoogstens(deel: PrestatiesBeoordeeld) -> int:
    """No part is larger on the wire than this many bytes, and nearly all are much smaller."""
    getallen = (deel.toewijzing_verschil, deel.volume, deel.bedrag_afwijking)
    plaatsen = (deel.product, deel.maximum, deel.regels_per_client)
    teksten = [*deel.uitkomsten, *(tekst for one in deel.producten for tekst in (one.categorie, one.code, one.eenheid))]
    return (
        _VAST_BYTES
        + sum(map(_lengte, getallen))
        + _PLAATS * sum(map(len, plaatsen))
        + _REEKS * (len(deel.periode_reeks) + len(deel.uitkomst_reeks))
        + _GETAL * (len(deel.producten) + 2 * len(deel.perioden) + len(deel.maxima))
        + sum(2 + len(tekst.encode()) for tekst in teksten)
        + len(deel.pseudoniemen)
    )


def _lengte(getallen: Sequence[int]) -> int:
    """Bytes of Avro longs: seven bits each, the sign beside them."""
    grootte = np.abs(np.array(getallen, np.float64)) * 2 + 2
    return int((np.log2(grootte) // 7 + 1).sum())


def _kolommen(beoordeling: Beoordeling) -> _Kolommen:
    p = beoordeling.bericht.prestaties
    volume = np.where(p.credit, -p.volume, p.volume)
    eerste, product = _producten(p)
    tarief = np.where(p.tarief[eerste] == GEEN_TARIEF, 1, p.tarief[eerste])
    return _Kolommen(
        beoordeling=beoordeling,
        producten=[
            Prestatieproduct(categorie=categorie, code=code, eenheid=eenheid)
            for categorie, code, eenheid in zip(
                p.categorie[eerste].tolist(), p.code[eerste].tolist(), p.eenheid[eerste].tolist(), strict=True
            )
        ],
        tarief=tarief,
        product=product,
        volume=volume,
        afwijking=p.cent - volume * tarief[product],
    )


def _producten(p: Prestaties) -> tuple[Getallen, Getallen]:
    """First line of each product, and per line the number of its product."""
    teksten = [als_bytes(kolom) for kolom in (p.categorie, p.code, p.eenheid)]
    samen = np.empty(len(p), [(f"k{nummer}", kolom.dtype) for nummer, kolom in enumerate(teksten)])
    for nummer, kolom in enumerate(teksten):
        samen[f"k{nummer}"] = kolom
    # bytes, not tuples: no garbage collector has to walk past them
    plaats: dict[bytes, int] = {}
    soorten = samen.view(f"S{samen.dtype.itemsize}").tolist()
    product = np.array([plaats.setdefault(soort, len(plaats)) for soort in soorten], np.int64)
    return np.unique(product, return_index=True)[1].astype(np.int64), product


def _deel(kolommen: _Kolommen, stuk: slice, *, deel: int, delen: int) -> PrestatiesBeoordeeld:
    beoordeling = kolommen.beoordeling
    bericht, p = beoordeling.bericht, beoordeling.bericht.prestaties
    producten, product = np.unique(kolommen.product[stuk], return_inverse=True)
    uitkomsten, plaats = np.unique(beoordeling.uitkomst[stuk], return_inverse=True)
    uitkomst, per_uitkomst = _reeksen(plaats)
    maxima, maximum = np.unique(beoordeling.maximum[stuk], return_inverse=True)
    perioden, plaats = _perioden(p.begin[stuk], p.eind[stuk])
    periode, per_periode = _reeksen(plaats)
    clienten, aantallen = _reeksen(p.client[stuk])
    maand = bericht.declaratie_periode.begindatum
    return PrestatiesBeoordeeld(
        bestand_id=beoordeling.bestand_id,
        deel=deel,
        delen=delen,
        agb_code=bericht.aanbieder,
        gemeente=bericht.gemeente,
        wet=bericht.wet.value,
        declaratieperiode=maand.year * 100 + maand.month,
        beoordeeld_op=beoordeling.beoordeeld_op,
        producten=[kolommen.producten[plaats] for plaats in producten.tolist()],
        tarieven=kolommen.tarief[producten].tolist(),
        uitkomsten=[beoordeling.uitkomsten[plaats] for plaats in uitkomsten.tolist()],
        perioden=perioden,
        maxima=maxima.tolist(),
        pseudoniemen=b"".join(beoordeling.clienten[client][:PSEUDONIEM_BYTES] for client in clienten.tolist()),
        regels_per_client=aantallen.tolist(),
        product=product.tolist(),
        toewijzing_verschil=np.diff(p.toewijzing[stuk], prepend=0).tolist(),
        periode_reeks=periode.tolist(),
        periode_aantal=per_periode.tolist(),
        volume=kolommen.volume[stuk].tolist(),
        maximum=maximum.tolist(),
        bedrag_afwijking=kolommen.afwijking[stuk].tolist(),
        uitkomst_reeks=uitkomst.tolist(),
        uitkomst_aantal=per_uitkomst.tolist(),
    )


def _perioden(begin: Getallen, eind: Getallen) -> tuple[list[Prestatieperiode], Getallen]:
    paren, plaats = np.unique(begin << 32 | eind, return_inverse=True)
    return [Prestatieperiode(begin=paar >> 32, einde=paar & 0xFFFFFFFF) for paar in paren.tolist()], plaats


def _reeksen(kolom: Getallen) -> tuple[Getallen, Getallen]:
    """Values that stand behind each other, and how often."""
    begin = np.flatnonzero(np.diff(kolom, prepend=kolom[:1] - 1))
    return kolom[begin], np.diff(begin, append=len(kolom))
