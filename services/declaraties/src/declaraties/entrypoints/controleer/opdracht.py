"""`controleer bestand.xml`: checks a 323, and a 325 against it, with nothing but the files."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from risb_kern.errors import DomainError

from declaraties.application.controle.antwoord_controleren import Antwoordverslag, controleer_antwoord
from declaraties.application.controle.declaratie_controleren import (
    Verslag,
    controleer_declaratie,
    leesfouten_als_verslag,
)
from declaraties.application.controle.waarden import Plek
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, ToegewezenProduct
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.grenzen import GROOTSTE_BERICHT
from declaraties.domain.toewijzen.kolommen import Toewijzing
from declaraties.domain.toewijzen.opname import als_toewijzing
from declaraties.entrypoints.controleer.json_vorm import als_json
from declaraties.entrypoints.controleer.tekst import als_tekst
from declaraties.entrypoints.controleer.uitslag import ONLEESBAAR, Uitslag

_NIVEAU1 = frozenset({"niet-volgens-xsd", "datum-buiten-bereik", "waarde-onleesbaar"})
_ZIP = b"PK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pakket:
    """A message out of a ZIP."""

    naam: str
    data: bytes


class Gereedschap(Protocol):
    """The readers that the command needs; each raises BerichtGeweigerdError for what it cannot read."""

    def read_bericht(self, data: bytes) -> object:
        """A 301, 323 or another message that is taken in."""
        ...

    def read_antwoord(self, data: bytes) -> Antwoord325:
        """A 325."""
        ...

    def zoek_regels(self, data: bytes, plaatsen: Iterable[tuple[str, int, str]]) -> Mapping[tuple[str, int, str], int]:
        """Lines of places in a 323."""
        ...

    def pak_uit(self, data: bytes) -> Iterable[Pakket]:
        """The messages in a ZIP one by one; DomainError for a package that is not in order."""
        ...


def voer_uit(argv: Sequence[str], gereedschap: Gereedschap) -> int:
    """Run the command; gives the exit code and writes the report to standard output."""
    gevraagd = _opties().parse_args(argv)
    try:
        uitslag = _controleer(gevraagd, gereedschap)
    except OSError as fout:
        sys.stderr.write(f"{fout.filename}: niet te openen ({fout.strerror})\n")
        return ONLEESBAAR
    sys.stdout.write(als_json(uitslag) if gevraagd.json else als_tekst(uitslag))
    return uitslag.code


def _opties() -> argparse.ArgumentParser:
    opties = argparse.ArgumentParser(
        prog="risb-controleer",
        description="Controleer een 323-bericht (iWmo of iJw 3.2) zonder het te versturen.",
        epilog="Uitkomst: 0 goed, 1 bevindingen, 2 niet te lezen of verkeerd aangeroepen.",
    )
    opties.add_argument("bestand", type=Path, help="het 323-bericht, of een ZIP met hoogstens 30 berichten")
    opties.add_argument("--antwoord", type=Path, metavar="325.xml", help="controleer dit 325-bericht tegen de 323")
    opties.add_argument("--toewijzingen", type=Path, metavar="MAP", help="map met de 301-berichten die u ontving")
    opties.add_argument("--vandaag", type=dt.date.fromisoformat, metavar="JJJJ-MM-DD", help="doe alsof het die dag is")
    opties.add_argument("--json", action="store_true", help="schrijf JSON (vorm: docs/controleer.schema.json)")
    return opties


def _controleer(gevraagd: argparse.Namespace, gereedschap: Gereedschap) -> Uitslag:
    vandaag = gevraagd.vandaag or dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    toewijzingen: list[Toewijzing] | None = None
    overgeslagen: list[str] = []
    if gevraagd.toewijzingen:
        toewijzingen, overgeslagen = _lees_toewijzingen(gevraagd.toewijzingen, gereedschap.read_bericht)
    keuring = _Keuring(gereedschap, vandaag, toewijzingen)
    data = _read(gevraagd.bestand)
    uitslag = Uitslag(
        vandaag=vandaag,
        verslagen=tuple(keuring.alle(gevraagd.bestand.name, data)),
        toewijzingen=None if toewijzingen is None else len(toewijzingen),
        overgeslagen=tuple(overgeslagen),
    )
    if gevraagd.antwoord:
        antwoord = keuring.antwoord(gevraagd.antwoord.name, _read(gevraagd.antwoord), data)
        return replace(uitslag, antwoord=antwoord)
    return uitslag


def _read(pad: Path) -> bytes:
    """The bytes of a file; one byte more than is allowed is enough to refuse it."""
    with pad.open("rb") as bestand:
        return bestand.read(GROOTSTE_BERICHT + 1)


class _Keuring:
    def __init__(self, gereedschap: Gereedschap, vandaag: dt.date, toewijzingen: Sequence[Toewijzing] | None) -> None:
        self._gereedschap = gereedschap
        self._vandaag = vandaag
        self._toewijzingen = toewijzingen

    def alle(self, naam: str, data: bytes) -> Iterable[Verslag]:
        """A report per message; a ZIP holds several."""
        if not data.startswith(_ZIP):
            yield self._een(naam, data)
            return
        try:
            for pakket in self._gereedschap.pak_uit(data):
                yield self._een(f"{naam}/{pakket.naam}", pakket.data)
        except DomainError as fout:
            yield Verslag(bestand=naam, onleesbaar=fout.melding)

    def _een(self, naam: str, data: bytes) -> Verslag:
        try:
            bericht = self._gereedschap.read_bericht(data)
        except BerichtGeweigerdError as fout:
            return _geweigerd(fout, naam)
        if not isinstance(bericht, Bericht323):
            return Verslag(bestand=naam, onleesbaar="Dit is geen 323 (declaratie). Alleen een 323 wordt gecontroleerd.")
        return controleer_declaratie(
            bericht,
            bestand=naam,
            vandaag=self._vandaag,
            toewijzingen=self._toewijzingen,
            zoek=self._zoeker(data),
        )

    def antwoord(self, naam: str, data: bytes, declaratie: bytes) -> Antwoordverslag:
        """The 325 against the 323 in `declaratie`."""
        try:
            antwoord = self._gereedschap.read_antwoord(data)
        except BerichtGeweigerdError as fout:
            return _zonder_antwoord(_geweigerd(fout, naam))
        try:
            bericht = self._gereedschap.read_bericht(declaratie)
        except BerichtGeweigerdError:
            bericht = None
        if not isinstance(bericht, Bericht323):
            melding = "Het antwoord is niet te vergelijken: daarvoor is een leesbare 323 nodig, niet in een ZIP."
            return _zonder_antwoord(Verslag(bestand=naam, onleesbaar=melding))
        return controleer_antwoord(antwoord, bericht, bestand=naam, zoek=self._zoeker(declaratie))

    def _zoeker(self, data: bytes) -> Callable[[Sequence[Plek]], Mapping[tuple[str, int, str], int]]:
        return lambda plekken: self._gereedschap.zoek_regels(
            data, {(plek.klasse, plek.positie, plek.element) for plek in plekken}
        )


def _zonder_antwoord(verslag: Verslag) -> Antwoordverslag:
    return Antwoordverslag(verslag=verslag, toegekend_cent=None, codes=(), afgewezen=())


def _geweigerd(fout: BerichtGeweigerdError, naam: str) -> Verslag:
    if fout.slug in _NIVEAU1:
        return leesfouten_als_verslag(fout.leesfouten, bestand=naam)
    return Verslag(bestand=naam, onleesbaar=fout.melding)


def _lees_toewijzingen(folder: Path, lees: Callable[[bytes], object]) -> tuple[list[Toewijzing], list[str]]:
    """The newest version of every toewijzing in the 301 files of a folder, and what was left out and why."""
    if not folder.is_dir():
        raise NotADirectoryError(20, "geen map", str(folder))
    nieuwste: dict[tuple[str, ...], tuple[tuple[dt.date, int], Toewijzing]] = {}
    overgeslagen = []
    for pad in sorted(folder.iterdir()):
        if pad.suffix.lower() != ".xml" or not pad.is_file():
            continue
        try:
            bericht = lees(_read(pad))
        except BerichtGeweigerdError as fout:
            overgeslagen.append(f"{pad.name}: {fout.melding}")
            continue
        if not isinstance(bericht, Bericht301):
            overgeslagen.append(f"{pad.name}: geen 301 (toewijzing)")
            continue
        for product in bericht.client.toegewezen_producten:
            _neem_op(nieuwste, bericht, product)
    return [rij for _, rij in nieuwste.values()], overgeslagen


def _neem_op(
    nieuwste: dict[tuple[str, ...], tuple[tuple[dt.date, int], Toewijzing]],
    bericht: Bericht301,
    product: ToegewezenProduct,
) -> None:
    """The latest Toewijzingsdatum and -tijd wins (OP257), in whatever order the files come."""
    moment = (product.toewijzingsdatum, product.toewijzingstijd)
    sleutel = (bericht.wet, bericht.header.afzender, bericht.header.ontvanger, str(product.toewijzing_nummer))
    if sleutel not in nieuwste or moment > nieuwste[sleutel][0]:
        rij = als_toewijzing(bericht, product, clientsleutel=bericht.client.bsn.encode(), geldig=True)
        nieuwste[sleutel] = (moment, rij)
