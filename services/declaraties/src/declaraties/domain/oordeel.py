"""Judging one 323: level 2, then Header, Declaratie, Client and Prestatie (IV087, IV088; dossier section 10)."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from declaraties.domain.berichten.declaratie import Bericht323, Masker
from declaraties.domain.koppeling import GEEN, Koppeling, koppel
from declaraties.domain.referentie import Referentiegegevens
from declaraties.domain.regels.regel import Invoer, Klasse, Regel, Treffer, treffer
from declaraties.domain.regels.tabel_niveau2 import NIVEAU2
from declaraties.domain.regels.tabel_niveau34 import NIVEAU34, TR389

NIET_BEOORDEELD = "0233"


class Uitkomst(StrEnum):
    """How far the message came; only BEOORDEELD is processed, the rest counts as not sent."""

    TECHNISCH_AFGEKEURD = "technisch-afgekeurd"
    KOP_AFGEKEURD = "kop-afgekeurd"
    DECLARATIE_AFGEKEURD = "declaratie-afgekeurd"
    BEOORDEELD = "beoordeeld"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Oordeel:
    """The judgement. Amounts are signed eurocents; masks follow the lines and clients of the message.

    `toegekend` is False for every line when the message as a whole is refused; `niet_beoordeeld` marks the lines of
    refused clients.
    """

    uitkomst: Uitkomst
    treffers: tuple[Treffer, ...]
    toegekend: Masker
    client_afgekeurd: Masker
    niet_beoordeeld: Masker
    ingediend_cent: int
    toegekend_cent: int

    @property
    def verwerkt(self) -> bool:
        """False when the message counts as not sent: store no lines, its numbers stay free (IV087, OP286)."""
        return self.uitkomst is Uitkomst.BEOORDEELD

    def codes(self, klasse: Klasse) -> tuple[str, ...]:
        """Distinct retourcodes of a klasse with one member (Header, Declaratie), in table order."""
        return tuple(dict.fromkeys(t.code for t in self.treffers if t.klasse is klasse))

    def codes_per_prestatie(self) -> list[tuple[str, ...]]:
        """Per line its retourcodes as in the 325, in table order: none when awarded, 0233 when its client is refused.

        Empty for every line when the message as a whole is refused.
        """
        codes: list[dict[str, None]] = [{} for _ in range(len(self.toegekend))]
        for hit in self.treffers if self.verwerkt else ():
            if hit.klasse is Klasse.PRESTATIE:
                for positie in hit.posities.tolist():
                    codes[positie][hit.code] = None
        for positie in np.flatnonzero(self.niet_beoordeeld).tolist():
            codes[positie][NIET_BEOORDEELD] = None
        return [tuple(regel) for regel in codes]


def beoordeel(
    bericht: Bericht323,
    referentie: Referentiegegevens,
    *,
    vandaag: dt.date,
    clientsleutel: Callable[[str], bytes],
) -> Oordeel:
    """Judge a 323. `vandaag` is the clock; `clientsleutel` gives the stored key of a Bsn (same length for all)."""
    niveau2 = _treffers(NIVEAU2, bericht)
    if niveau2:
        return _afgekeurd(bericht, Uitkomst.TECHNISCH_AFGEKEURD, niveau2)
    koppeling = koppel(bericht, referentie, vandaag=vandaag, clientsleutel=clientsleutel)
    for klasse, uitkomst in (
        (Klasse.KOP, Uitkomst.KOP_AFGEKEURD),
        (Klasse.DECLARATIE, Uitkomst.DECLARATIE_AFGEKEURD),
    ):
        geheel = _treffers([regel for regel in NIVEAU34 if regel.klasse is klasse], koppeling)
        if geheel:
            return _afgekeurd(bericht, uitkomst, geheel)
    return _per_regel(koppeling)


def _treffers(regels: Sequence[Regel[Invoer]], invoer: Invoer) -> tuple[Treffer, ...]:
    gevonden = (treffer(regel, regel.toets(invoer)) for regel in regels)
    return tuple(hit for hit in gevonden if hit is not None)


def _afgekeurd(bericht: Bericht323, uitkomst: Uitkomst, treffers: tuple[Treffer, ...]) -> Oordeel:
    geen = np.zeros(len(bericht.prestaties), np.bool_)
    return Oordeel(
        uitkomst=uitkomst,
        treffers=treffers,
        toegekend=geen,
        client_afgekeurd=np.zeros(len(bericht.bsns), np.bool_),
        niet_beoordeeld=geen,
        ingediend_cent=bericht.totaal_ingediend_bedrag.cent,
        toegekend_cent=0,
    )


def _per_regel(koppeling: Koppeling) -> Oordeel:
    prestaties = koppeling.bericht.prestaties
    clienten = [(regel, regel.toets(koppeling)) for regel in NIVEAU34 if regel.klasse is Klasse.CLIENT]
    client_afgekeurd = np.any([masker for _, masker in clienten], axis=0)
    niet_beoordeeld = client_afgekeurd[prestaties.client]
    gebroken = _gebroken(koppeling, niet_beoordeeld)
    toegekend = ~niet_beoordeeld & ~np.any([masker for _, masker in gebroken], axis=0)
    gevonden = (treffer(regel, masker) for regel, masker in (*clienten, *gebroken))
    return Oordeel(
        uitkomst=Uitkomst.BEOORDEELD,
        treffers=tuple(hit for hit in gevonden if hit is not None),
        toegekend=toegekend,
        client_afgekeurd=client_afgekeurd,
        niet_beoordeeld=niet_beoordeeld,
        ingediend_cent=koppeling.bericht.totaal_ingediend_bedrag.cent,
        toegekend_cent=int(prestaties.cent[toegekend].sum()),
    )


def _gebroken(koppeling: Koppeling, niet_beoordeeld: Masker) -> list[tuple[Regel[Koppeling], Masker]]:
    """Per rule of class Prestatie the lines that break it, credits settled before debets (OP366)."""
    maskers: dict[str, Masker] = {}
    uitslag = []
    for regel in (*(regel for regel in NIVEAU34 if regel.klasse is Klasse.PRESTATIE), TR389):
        invoer = koppeling if regel is not TR389 else _met_credits(koppeling, niet_beoordeeld, maskers)
        masker = regel.toets(invoer) & ~niet_beoordeeld
        if not regel.ook_credit:
            masker &= ~koppeling.bericht.prestaties.credit
        for eerder in regel.na:
            masker &= ~maskers[eerder]
        maskers[regel.nummer] = masker
        uitslag.append((regel, masker))
    return uitslag


def _met_credits(koppeling: Koppeling, niet_beoordeeld: Masker, maskers: dict[str, Masker]) -> Koppeling:
    afgekeurd = np.any(list(maskers.values()), axis=0) | niet_beoordeeld
    goed = koppeling.bericht.prestaties.credit & ~afgekeurd & (koppeling.debet != GEEN)
    return dataclasses.replace(koppeling, vrijgegeven=frozenset(koppeling.debet[goed].tolist()))
