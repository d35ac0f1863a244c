"""The hot path: a valid 323 tree straight into columns, without a record per line."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast

import numpy as np
from lxml import etree

from declaraties.adapters.xml.records import lees_element, lees_record
from declaraties.adapters.xml.waarden import lees_datum, lees_getal
from declaraties.domain.berichten.beschrijving import BERICHT_323
from declaraties.domain.berichten.declaratie import GEEN_TARIEF, Bericht323, Dagen, Getallen, Prestaties, Teksten
from declaraties.domain.berichten.profielen import Wet
from declaraties.domain.berichten.typen import Groep
from declaraties.domain.berichten.waarden import CREDIT, Kop, dagnummer

_GEEN_TARIEF = str(GEEN_TARIEF)
_KOP, _DECLARATIE = (cast("Groep", element.type) for element in BERICHT_323.elementen)


def lees_kolommen(wortel: etree._Element, wet: Wet) -> Bericht323:
    """A 323 of a tree that is valid on level 1 and holds no comments or processing instructions."""
    kop, declaratie = wortel
    *gegevens, clienten = declaratie
    velden: dict[str, Any] = dict(
        lees_element(knoop, element) for knoop, element in zip(gegevens, _DECLARATIE.elementen, strict=False)
    )
    return Bericht323(
        wet=wet,
        header=cast("Kop", lees_record(kop, _KOP)),
        **velden,
        bsns=tuple(client[0].text or "" for client in clienten),
        prestaties=prestaties_van(clienten),
    )


def prestaties_van(clienten: Iterable[etree._Element]) -> Prestaties:
    """Columns of the lines of these Client elements; a caller may hand over one chunk of them at a time."""
    regels: list[tuple[Any, ...]] = []
    for index, (_, prestaties) in enumerate(clienten):
        for prestatie in prestaties:
            # schema-valid, so the order is known and only VorigReferentieNummer and ProductTarief may be absent
            referentie, nummer, categorie, code, periode, volume, eenheid, *tarief, bedrag = prestatie
            eigen, *vorige = referentie
            begin, eind = periode
            cent, teken = bedrag
            regels.append(
                (
                    index,
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
            )
    return _kolommen(regels)


def _kolommen(regels: list[tuple[Any, ...]]) -> Prestaties:
    kolommen = zip(*regels, strict=True)
    return Prestaties(**{naam: maak(kolom) for (naam, maak), kolom in zip(_MAKERS.items(), kolommen, strict=True)})


def _teksten(kolom: tuple[str, ...]) -> Teksten:
    return np.array(kolom, np.str_)


def _getallen(kolom: tuple[str, ...]) -> Getallen:
    return np.fromiter(map(lees_getal, kolom), np.int64, len(kolom))


def _dagen(kolom: tuple[str, ...]) -> Dagen:
    return np.fromiter(map(_dag, kolom), np.int64, len(kolom))


@lru_cache(maxsize=4096)
def _dag(tekst: str) -> int:
    return dagnummer(lees_datum(tekst))


_MAKERS: dict[str, Callable[[tuple[Any, ...]], Any]] = {
    "client": lambda kolom: np.array(kolom, np.int64),
    "referentie": _teksten,
    "vorige": _teksten,
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
