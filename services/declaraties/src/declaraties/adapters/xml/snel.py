"""The fast reader of a 323: the same columns as the general reader gives, at the speed of array arithmetic.

It knows one spelling, that of a program that writes every line alike. Head and tail of the message go, around its first
line, through the general reader, so that names, header and schema are judged there. Every byte between is then
compared with that spelling or read as a plainly valid value. The moment anything is not certain, NietSnelError leaves
the whole file to the general reader: this one never refuses a message, and takes none that the other would not take.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

import numpy as np

from declaraties.adapters.xml.snelkolommen import (
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
from declaraties.adapters.xml.snelvorm import NietSnelError, Reden, Vorm
from declaraties.domain.berichten.codelijsten import EENHEID
from declaraties.domain.berichten.declaratie import GEEN_TARIEF, Bericht323, Getallen, Prestaties, voeg_samen
from declaraties.domain.berichten.fouten import BerichtGeweigerdError
from declaraties.domain.berichten.profielen import PROFIELEN, Wet
from declaraties.domain.berichten.typen import PRODUCTCODE, REFERENTIENUMMER
from declaraties.domain.beslissingen import GROOTSTE_BERICHT

_REGELS = 4096  # lines at a time: columns of this length stay in the cache of a core
_MEESTE_SLOT = 1 << 16
_EENHEDEN = Codes(EENHEID)
_CATEGORIEEN = {wet: Codes(profiel.categorieen) for wet, profiel in PROFIELEN.items()}
_referenties = partial(referenties, langste=cast("int", REFERENTIENUMMER.maximum))
_productcodes = partial(korte_teksten, langste=cast("int", PRODUCTCODE.maximum))
_nummers = partial(getallen, negen=True)


def lees_snel(data: bytes, lees: Callable[[bytes], object]) -> Bericht323:
    """The 323 in `data`; `lees` is the general reader. NietSnelError when that must read all of it."""
    if len(data) > GROOTSTE_BERICHT:
        raise NietSnelError(Reden.TE_GROOT)
    vorm = Vorm.van(data)
    bericht = _omlijsting(data, vorm, lees)
    lezer = _Lezer(data, vorm, bericht.wet)
    delen = list(lezer.delen())
    return replace(bericht, bsns=tuple(lezer.bsns), prestaties=voeg_samen(delen))


def _omlijsting(data: bytes, vorm: Vorm, lees: Callable[[bytes], object]) -> Bericht323:
    """What the general reader makes of the message with its first line alone."""
    eerste = data.find(vorm.dicht, vorm.begin, vorm.staart)
    if eerste < 0 or len(data) - vorm.staart > _MEESTE_SLOT:
        raise NietSnelError(Reden.GEEN_REGEL)
    kop, slot = data[: vorm.begin], data[vorm.staart :]
    # hidden text could hold the very clients that are read here as if they were there
    if b"<!" in kop or b"<!" in slot or b"<?" in kop[2:] or b"<?" in slot:
        raise NietSnelError(Reden.KOP_BIJZONDER)
    try:
        bericht = lees(data[: eerste + len(vorm.dicht)] + vorm.slot_client + slot)
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

    def lees(self, lezer: Lezer[Kolom_co]) -> Kolom_co:
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
    """Reads all lines of one file, and gathers the numbers of its clients on the way."""

    def __init__(self, data: bytes, vorm: Vorm, wet: Wet) -> None:
        self.bsns: list[str] = []
        self._data = Bytes(data)
        self._vorm = vorm
        self._categorieen = _CATEGORIEEN[wet]

    def delen(self) -> Iterator[Prestaties]:
        """Columns of some lines at a time; only after the last of them all of the file has been judged."""
        vanaf = self._vorm.begin
        for einden in self._einden():
            begin = np.concatenate([np.array([vanaf], np.int64), einden[:-1]])
            plaatsen, client = self._openingen(begin)
            loper = _Loper(self._data, plaatsen)
            yield self._regels(loper, client)
            if not np.array_equal(loper.plaatsen, einden):
                raise NietSnelError(Reden.OPMAAK)
            vanaf = int(einden[-1])
        if self._data.data[vanaf : self._vorm.staart] != self._vorm.slot_client:
            raise NietSnelError(Reden.OPMAAK)

    def _einden(self) -> Iterator[Plaatsen]:
        """Where lines seem to end; that nothing lies between them is shown by reading the lines."""
        dicht, stap, zoek = self._vorm.dicht, self._vorm.kortste, self._data.data.find
        staart = self._vorm.staart
        plaats = zoek(dicht, self._vorm.begin, staart)
        while plaats >= 0:
            gevonden = array("q")
            while plaats >= 0 and len(gevonden) < _REGELS:
                gevonden.append(plaats)
                plaats = zoek(dicht, plaats + stap, staart)
            yield np.frombuffer(gevonden, np.int64) + len(dicht)

    def _openingen(self, begin: Plaatsen) -> tuple[Plaatsen, Getallen]:
        """Past the text before the first value of each line, and past each new client; with the index of its client."""
        vorm = self._vorm
        nieuw = ~heeft(self._data, begin, vorm.volgende_regel, vorm.slot_client)
        nieuw[0] |= not self.bsns
        client = np.cumsum(nieuw) + len(self.bsns) - 1
        plaatsen = np.empty_like(begin)
        plaatsen[~nieuw] = over(self._data, begin[~nieuw], vorm.volgende_regel)
        plaatsen[nieuw] = self._clienten(begin[nieuw])
        return plaatsen, client

    def _clienten(self, plaatsen: Plaatsen) -> Plaatsen:
        eerste = 0 if self.bsns else 1  # the very first client follows on no other
        plaatsen[:eerste] = over(self._data, plaatsen[:eerste], self._vorm.client)
        plaatsen[eerste:] = over(self._data, plaatsen[eerste:], self._vorm.slot_client + self._vorm.volgende_client)
        nummers, plaatsen = bsns(self._data, plaatsen)
        self.bsns.extend(nummers)
        return over(self._data, plaatsen, self._vorm.na_bsn)

    def _regels(self, loper: _Loper, client: Getallen) -> Prestaties:
        """Columns of the lines from their ReferentieNummer on."""
        vorm = self._vorm
        referentie = loper.lees(_referenties)
        vorige = loper.mogelijk(_referenties, b"", (vorm.naar_vorige, vorm.na_vorige, vorm.na_referentie))
        toewijzing = loper.lees(_nummers)
        loper.over(vorm.naar_categorie)
        categorie = loper.lees(self._categorieen.lees)
        loper.over(vorm.naar_code)
        code = loper.lees(_productcodes)
        loper.over(vorm.naar_begin)
        begin = loper.lees(dagen)
        loper.over(vorm.naar_eind)
        eind = loper.lees(dagen)
        loper.over(vorm.naar_volume)
        volume = loper.lees(getallen)
        loper.over(vorm.naar_eenheid)
        eenheid = loper.lees(_EENHEDEN.lees)
        tarief = loper.mogelijk(getallen, GEEN_TARIEF, (vorm.naar_tarief, vorm.na_tarief, vorm.zonder_tarief))
        bedrag = loper.lees(getallen)
        loper.over(vorm.naar_teken)
        credit = loper.lees(credit_of_debet)
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
