"""Reading a 301, 323 or 325: gate, parser, recognition, level 1, values."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from chassis.kernel import Kind
from lxml import etree

from declaraties.adapters.xml.kolommen import lees_kolommen
from declaraties.adapters.xml.niveau1 import leesfouten
from declaraties.adapters.xml.poort import bewaak
from declaraties.adapters.xml.records import lees_record
from declaraties.adapters.xml.waarden import DatumBuitenBereikError, lees_datum
from declaraties.adapters.xml.xsd import schema
from declaraties.domain.berichten.antwoord import Antwoord325
from declaraties.domain.berichten.beschrijving import BERICHTEN, DATUMELEMENTEN
from declaraties.domain.berichten.declaratie import Bericht323
from declaraties.domain.berichten.fouten import BerichtGeweigerdError, Leesfout
from declaraties.domain.berichten.profielen import BERICHT_VAN_NAAMRUIMTE, Soort, Wet
from declaraties.domain.berichten.toewijzing import Bericht301

_NAAMRUIMTE = re.compile(r"http://www\.istandaarden\.nl/(iwmo|ijw)/(\d+_\d+)/(?:wmo|jw)(\d{3})/schema")


def lees_bericht(data: bytes) -> Bericht301 | Bericht323:
    """The message in `data` (at most 25 MB), valid on level 1.

    BerichtGeweigerdError with all level 1 faults (at most 100) otherwise; also for a 325, which is never taken in here.
    """
    wortel, wet, soort = _valide_boom(data)
    with _datums_van(wortel):
        if soort is Soort.DECLARATIE:
            return lees_kolommen(wortel, wet)
        if soort is Soort.TOEWIJZING:
            return cast("Bericht301", lees_record(wortel, BERICHTEN[soort], wet=wet))
    raise _geweigerd(
        "bericht-niet-aangenomen",
        "Een 325 is een antwoord van de gemeente. Stuur een 323 (declaratie) of 301 (toewijzing).",
    )


def lees_antwoord(data: bytes) -> Antwoord325:
    """The 325 in `data`, as an aanbieder would read it; BerichtGeweigerdError when it is not a valid 325."""
    wortel, wet, soort = _valide_boom(data)
    if soort is not Soort.ANTWOORD:
        raise _geweigerd("bericht-niet-aangenomen", f"Dit is geen 325 maar een {soort}.")
    with _datums_van(wortel):
        return cast("Antwoord325", lees_record(wortel, BERICHTEN[soort], wet=wet))


@contextmanager
def _datums_van(wortel: etree._Element) -> Iterator[None]:
    """Turn a date that no calendar holds into a refusal that names its line."""
    try:
        yield
    except DatumBuitenBereikError as fout:
        knoop = next(knoop for knoop in wortel.iter() if _is_vreemde_datum(knoop))
        raise _geweigerd(
            "datum-buiten-bereik", "Deze datum ligt buiten de jaren 0001 tot en met 9999.", knoop.sourceline
        ) from fout


def _is_vreemde_datum(knoop: etree._Element) -> bool:
    if etree.QName(knoop).localname not in DATUMELEMENTEN:
        return False
    try:
        lees_datum(knoop.text or "")
    except DatumBuitenBereikError:
        return True
    return False


def _valide_boom(data: bytes) -> tuple[etree._Element, Wet, Soort]:
    wortel = _ontleed(bewaak(data))
    wet, soort = herken(wortel)
    controle = schema(wet, soort)
    if not controle.validate(wortel):
        raise BerichtGeweigerdError(Kind.INVALID, "niet-volgens-xsd", *leesfouten(controle.error_log, soort))
    return wortel, wet, soort


def _ontleed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        # OP179 allows 25 MB, the parser's own limit is 10; the gate has bounded the size already
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fout:
        raise _geweigerd(
            "geen-geldige-xml",
            f"Het bestand is geen goed gevormde XML of is niet compleet: de fout staat op of voor regel {fout.lineno}.",
            fout.lineno,
        ) from fout


def herken(wortel: etree._Element) -> tuple[Wet, Soort]:
    """Law and kind by the namespace of the root; BerichtGeweigerdError when it is none that this service knows."""
    naam = etree.QName(wortel)
    naamruimte = naam.namespace or ""
    if naam.localname == "Bericht" and naamruimte in BERICHT_VAN_NAAMRUIMTE:
        return BERICHT_VAN_NAAMRUIMTE[naamruimte]
    delen = _NAAMRUIMTE.fullmatch(naamruimte)
    if naam.localname != "Bericht" or delen is None:
        raise _geweigerd(
            "onbekend-bericht",
            "Het eerste element is niet Bericht in een naamruimte van iWmo of iJw. Stuur een bericht van release 3.2.",
            kind=Kind.UNSUPPORTED,
        )
    release = delen[2].replace("_", ".")
    if release != "3.2":
        raise _geweigerd(
            "verkeerde-release",
            f"Dit is release {release}. Alleen release 3.2 wordt aangenomen.",
            kind=Kind.UNSUPPORTED,
        )
    raise _geweigerd(
        "bericht-niet-aangenomen",
        f"Bericht {delen[3]} van {delen[1]} wordt hier niet aangenomen; wel 301 (toewijzing) en 323 (declaratie).",
        kind=Kind.UNSUPPORTED,
    )


def _geweigerd(
    slug: str, melding: str, regel: int | None = None, *, kind: Kind = Kind.INVALID
) -> BerichtGeweigerdError:
    return BerichtGeweigerdError(kind, slug, Leesfout(code=slug, melding=melding, regel=regel))
