"""The hot path: a valid 323 tree straight into columns, without a record per line."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

import numpy as np
from lxml import etree

from declaraties.adapters.standaard.xml.records import read_element, read_record
from declaraties.adapters.standaard.xml.stroom import read_tree
from declaraties.adapters.standaard.xml.waarden import read_date, read_number
from declaraties.domain.standaard.berichten.declaratie import (
    GEEN_TARIEF,
    Bericht323,
    Dagen,
    Getallen,
    Prestaties,
    Teksten,
    als_referenties,
    voeg_samen,
)
from declaraties.domain.standaard.berichten.waarden import CREDIT, Kop, dagnummer
from declaraties.domain.standaard.beschrijving import BERICHT_323
from declaraties.domain.standaard.profielen import PROFIELEN, Soort, Wet
from declaraties.domain.standaard.typen import Groep

_GEEN_TARIEF = str(GEEN_TARIEF)
_KOP, _DECLARATIE = (cast("Groep", element.type) for element in BERICHT_323.elementen)


def read_columns(data: bytes, wet: Wet, boom: etree._Element | None = None) -> Bericht323:
    """The 323 in `data`, of which `boom` is the tree when that was made and is valid already.

    Errors as `read_tree`, and DatumBuitenBereikError.
    """
    bsns: list[str] = []
    delen: list[Prestaties] = []

    def take(clienten: list[etree._Element]) -> None:
        delen.append(_prestaties(clienten, len(bsns)))
        bsns.extend(client[0].text or "" for client in clienten)

    per = f"{{{PROFIELEN[wet].naamruimte(Soort.DECLARATIE)}}}Client"
    if boom is None:
        boom = read_tree(data, wet, Soort.DECLARATIE, per=per, neem=take)
    else:
        take([*boom.iter(per)])
    kop, declaratie = boom
    velden: dict[str, Any] = dict(
        read_element(knoop, element)
        for knoop, element in zip(declaratie, _DECLARATIE.elementen, strict=True)
        if element.naam != "Clienten"
    )
    return Bericht323(
        wet=wet,
        header=cast("Kop", read_record(kop, _KOP)),
        **velden,
        bsns=tuple(bsns),
        prestaties=voeg_samen(delen),
    )


def _prestaties(clienten: list[etree._Element], eerste: int) -> Prestaties:
    """Columns of the lines of these complete, valid Client elements; `eerste` is the index of the first of them."""
    regels: list[tuple[Any, ...]] = []
    for index, (_, prestaties) in enumerate(clienten, eerste):
        regels.extend(_regel(index, prestatie) for prestatie in prestaties)
    return _kolommen(regels)


def _regel(client: int, prestatie: etree._Element) -> tuple[Any, ...]:
    # schema-valid, so the order is known and only VorigReferentieNummer and ProductTarief may be absent
    referentie, nummer, categorie, code, periode, volume, eenheid, *tarief, bedrag = prestatie
    eigen, *vorige = referentie
    begin, eind = periode
    cent, teken = bedrag
    return (
        client,
        eigen.text,
        vorige[0].text if vorige else "",
        bool(vorige),
        nummer.text,
        categorie.text,
        code.text,
        begin.text,
        eind.text,
        volume.text,
        eenheid.text,
        tarief[0].text if tarief else _GEEN_TARIEF,
        cent.text,
        teken.text,
    )


def _kolommen(regels: list[tuple[Any, ...]]) -> Prestaties:
    kolommen = zip(*regels, strict=True)
    return Prestaties(**{naam: maak(kolom) for (naam, maak), kolom in zip(_MAKERS.items(), kolommen, strict=True)})


def _teksten(kolom: tuple[str, ...]) -> Teksten:
    return np.array(kolom, np.str_)


def _getallen(kolom: tuple[str, ...]) -> Getallen:
    return np.fromiter(map(read_number, kolom), np.int64, len(kolom))


def _dagen(kolom: tuple[str, ...]) -> Dagen:
    return np.fromiter(map(_dag, kolom), np.int64, len(kolom))


@lru_cache(maxsize=4096)
def _dag(tekst: str) -> int:
    return dagnummer(read_date(tekst))


_MAKERS: dict[str, Callable[[tuple[Any, ...]], Any]] = {
    "client": lambda kolom: np.array(kolom, np.int64),
    "referentie": als_referenties,
    "vorige": als_referenties,
    "heeft_vorige": lambda kolom: np.array(kolom, np.bool_),
    "toewijzing": _getallen,
    "categorie": _teksten,
    "code": _teksten,
    "begin": _dagen,
    "eind": _dagen,
    "volume": _getallen,
    "eenheid": _teksten,
    "tarief": _getallen,
    "bedrag": _getallen,
    "credit": lambda kolom: np.array(kolom, np.str_) == CREDIT,
}
