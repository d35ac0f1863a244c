"""The fast reader of a 323: the same columns as the general reader gives, at the speed of array arithmetic.

It knows one spelling, that of a program that writes every line alike. Head and tail of the message go, around its first
line, through the general reader, so that names, header and schema are judged there. Every byte between is then
compared with that spelling or read as a plainly valid value. The moment anything is not certain, NietSnelError leaves
the whole file to the general reader: this one never refuses a message, and takes none that the other would not take.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

import numpy as np

from declaraties.adapters.standaard.snel.kolommen import (
    Bytes,
    Codes,
    Kolom_co,
    Lezer,
    Plaatsen,
    bsns,
    credit_of_debet,
    dagen,
    getallen,
    heeft,
    korte_teksten,
    over,
    referenties,
)
from declaraties.adapters.standaard.snel.vorm import NietSnelError, Reden, Vorm
from declaraties.domain.standaard.berichten.declaratie import GEEN_TARIEF, Bericht323, Getallen, Prestaties, voeg_samen
from declaraties.domain.standaard.codelijsten import EENHEID
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.grenzen import GROOTSTE_BERICHT
from declaraties.domain.standaard.profielen import PROFIELEN, Wet
from declaraties.domain.standaard.typen import PRODUCTCODE, REFERENTIENUMMER

_REGELS = 4096  # lines at a time: columns of this length stay in the cache of a core
_STUK = 1 << 20  # bytes at a time: about as many lines
_EENHEDEN = Codes(EENHEID)
_CATEGORIEEN = {wet: Codes(profiel.categorieen) for wet, profiel in PROFIELEN.items()}
_referenties = partial(referenties, langste=cast("int", REFERENTIENUMMER.maximum))
_productcodes = partial(korte_teksten, langste=cast("int", PRODUCTCODE.maximum))
_nummers = partial(getallen, negen=True)


def read_fast(delen: Iterable[bytes], lees: Callable[[bytes], object]) -> Bericht323:
    """The 323 of which `delen` are the consecutive bytes; `lees` is the general reader.

    NietSnelError when that must read all of it. Of the bytes no more than some MiB are held at a time.
    """
    stroom = _Stroom(delen)
    data = stroom.volgende(b"")
    vorm = Vorm.van(data)
    bericht = _omlijsting(data, vorm, lees)
    lezer = _Lezer(vorm, bericht.wet)
    kolommen: list[Prestaties] = []
    vanaf, rest = vorm.begin, data
    while data:
        kolommen += lezer.read(data, vanaf)
        rest, vanaf = data[lezer.tot :], 0
        del data  # before what follows is there too
        data = stroom.volgende(rest)
    if not vorm.is_slot(rest):
        raise NietSnelError(Reden.OPMAAK)
    return replace(bericht, bsns=tuple(lezer.bsns), prestaties=voeg_samen(kolommen))


class _Stroom:
    """The bytes of a file, in parts that are worth the arithmetic."""

    def __init__(self, delen: Iterable[bytes]) -> None:
        self._delen = iter(delen)
        self._grootte = 0

    def volgende(self, rest: bytes) -> bytes:
        """What follows, with `rest` before it; nothing at the end. NietSnelError when it is too much."""
        delen, lengte = [rest] if rest else [], 0
        while lengte < _STUK and (deel := next(self._delen, None)) is not None:
            delen.append(deel)
            lengte += len(deel)
        self._grootte += lengte
        if self._grootte > GROOTSTE_BERICHT:
            raise NietSnelError(Reden.TE_GROOT)
        return b"".join(delen) if lengte else b""


def _omlijsting(data: bytes, vorm: Vorm, lees: Callable[[bytes], object]) -> Bericht323:
    """What the general reader makes of the message with its first line alone."""
    eerste = data.find(vorm.dicht, vorm.begin)
    if eerste < 0:
        raise NietSnelError(Reden.GEEN_REGEL)
    kop = data[: vorm.begin]
    # hidden text could hold the very clients that are read here as if they were there
    if b"<!" in kop or b"<?" in kop[2:]:
        raise NietSnelError(Reden.KOP_BIJZONDER)
    try:
        bericht = lees(data[: eerste + len(vorm.dicht)] + vorm.slot_client + b"".join(vorm.einde))
    except BerichtGeweigerdError as fout:
        raise NietSnelError(Reden.KOP_AFGEKEURD) from fout
    if not isinstance(bericht, Bericht323) or (len(bericht.bsns), len(bericht.prestaties)) != (1, 1):
        raise NietSnelError(Reden.KOP_AFGEKEURD)
    return bericht


class _Loper:
    """Walks along many lines at the same time: `plaatsen` is where the next text or value of each begins."""

    def __init__(self, data: Bytes, plaatsen: Plaatsen) -> None:
        self._data = data
        self.plaatsen = plaatsen

    def over(self, tekst: bytes) -> None:
        """Past a text that every line has here."""
        self.plaatsen = over(self._data, self.plaatsen, tekst)

    def read(self, lezer: Lezer[Kolom_co]) -> Kolom_co:
        """Past a value that every line has here."""
        kolom, self.plaatsen = lezer(self._data, self.plaatsen)
        return kolom

    def mogelijk(self, lezer: Lezer[Kolom_co], leeg: bytes | int, teksten: tuple[bytes, bytes, bytes]) -> Kolom_co:
        """Past a value that some lines have: the texts before it and after it, and that of a line without."""
        naar, na, zonder = teksten
        met = heeft(self._data, self.plaatsen, naar, zonder)
        plaatsen = np.empty_like(self.plaatsen)
        plaatsen[~met] = over(self._data, self.plaatsen[~met], zonder)
        waarden, einden = lezer(self._data, over(self._data, self.plaatsen[met], naar))
        plaatsen[met] = over(self._data, einden, na)
        self.plaatsen = plaatsen
        kolom = np.full(len(met), leeg, waarden.dtype if len(waarden) else None)
        kolom[met] = waarden
        return cast("Kolom_co", kolom)


class _Lezer:
    """Reads the lines of one file, and gathers the numbers of its clients on the way.

    `tot` is where the last line that was read ended; only once nothing but the end of the message follows there, all
    of the file has been judged.
    """

    def __init__(self, vorm: Vorm, wet: Wet) -> None:
        self.bsns: list[str] = []
        self.tot = 0
        self._vorm = vorm
        self._categorieen = _CATEGORIEEN[wet]

    def read(self, data: bytes, vanaf: int) -> Iterator[Prestaties]:
        """Columns of the lines that are whole in `data`, which begins or goes on at `vanaf`."""
        self.tot = vanaf
        bron = Bytes(data)
        for einden in self._einden(data, vanaf):
            begin = np.concatenate([np.array([self.tot], np.int64), einden[:-1]])
            plaatsen, client = self._openingen(bron, begin)
            loper = _Loper(bron, plaatsen)
            yield self._regels(loper, client)
            if not np.array_equal(loper.plaatsen, einden):
                raise NietSnelError(Reden.OPMAAK)
            self.tot = int(einden[-1])

    def _einden(self, data: bytes, vanaf: int) -> Iterator[Plaatsen]:
        """Where lines seem to end; that nothing lies between them is shown by reading the lines."""
        dicht, stap = self._vorm.dicht, self._vorm.kortste
        plaats = data.find(dicht, vanaf)
        while plaats >= 0:
            gevonden = array("q")
            while plaats >= 0 and len(gevonden) < _REGELS:
                gevonden.append(plaats)
                plaats = data.find(dicht, plaats + stap)
            yield np.frombuffer(gevonden, np.int64) + len(dicht)

    def _openingen(self, bron: Bytes, begin: Plaatsen) -> tuple[Plaatsen, Getallen]:
        """Past the text before the first value of each line, and past each new client; with the index of its client."""
        vorm = self._vorm
        nieuw = ~heeft(bron, begin, vorm.volgende_regel, vorm.slot_client)
        nieuw[0] |= not self.bsns
        client = np.cumsum(nieuw) + len(self.bsns) - 1
        plaatsen = np.empty_like(begin)
        plaatsen[~nieuw] = over(bron, begin[~nieuw], vorm.volgende_regel)
        plaatsen[nieuw] = self._clienten(bron, begin[nieuw])
        return plaatsen, client

    def _clienten(self, bron: Bytes, plaatsen: Plaatsen) -> Plaatsen:
        eerste = 0 if self.bsns else 1  # the very first client follows on no other
        plaatsen[:eerste] = over(bron, plaatsen[:eerste], self._vorm.client)
        plaatsen[eerste:] = over(bron, plaatsen[eerste:], self._vorm.slot_client + self._vorm.volgende_client)
        nummers, plaatsen = bsns(bron, plaatsen)
        self.bsns.extend(nummers)
        return over(bron, plaatsen, self._vorm.na_bsn)

    def _regels(self, loper: _Loper, client: Getallen) -> Prestaties:
        """Columns of the lines from their ReferentieNummer on."""
        vorm = self._vorm
        referentie = loper.read(_referenties)
        vorige = loper.mogelijk(_referenties, b"", (vorm.naar_vorige, vorm.na_vorige, vorm.na_referentie))
        toewijzing = loper.read(_nummers)
        loper.over(vorm.naar_categorie)
        categorie = loper.read(self._categorieen.read)
        loper.over(vorm.naar_code)
        code = loper.read(_productcodes)
        loper.over(vorm.naar_begin)
        begin = loper.read(dagen)
        loper.over(vorm.naar_eind)
        eind = loper.read(dagen)
        loper.over(vorm.naar_volume)
        volume = loper.read(getallen)
        loper.over(vorm.naar_eenheid)
        eenheid = loper.read(_EENHEDEN.read)
        tarief = loper.mogelijk(getallen, GEEN_TARIEF, (vorm.naar_tarief, vorm.na_tarief, vorm.zonder_tarief))
        bedrag = loper.read(getallen)
        loper.over(vorm.naar_teken)
        credit = loper.read(credit_of_debet)
        loper.over(vorm.slot_regel)
        return Prestaties(
            client=client,
            referentie=referentie,
            vorige=vorige,
            heeft_vorige=vorige != b"",  # never empty where it is given
            toewijzing=toewijzing,
            categorie=categorie,
            code=code,
            begin=begin,
            eind=eind,
            volume=volume,
            eenheid=eenheid,
            tarief=tarief,
            bedrag=bedrag,
            credit=credit,
        )
