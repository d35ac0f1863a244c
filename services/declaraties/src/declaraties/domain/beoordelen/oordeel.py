"""Judging one 323: level 2, then Header, Declaratie, Client and Prestatie (IV087, IV088; dossier section 10)."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from declaraties.domain.beoordelen.keuzes import KEUZES, Keuzes
from declaraties.domain.beoordelen.koppeling import Koppeling, link
from declaraties.domain.beoordelen.referentie import Referentiegegevens
from declaraties.domain.beoordelen.regels.begrenzing import Ruimtegebruik, begrensd, gebruik_van
from declaraties.domain.beoordelen.regels.tabel_niveau2 import NIVEAU2, TR319_TECHNISCH
from declaraties.domain.beoordelen.regels.tabel_niveau34 import (
    BESTEDINGSRUIMTE,
    NIVEAU34,
    PRESTATIEREGELS,
    TR322,
    TR369,
    TR389,
)
from declaraties.domain.beoordelen.ruimte import Ruimtevraag, zonder_ruimte
from declaraties.domain.standaard.berichten.declaratie import Bericht323, Getallen, Masker
from declaraties.domain.standaard.kolomrekenen import GEEN
from declaraties.domain.standaard.regel import Invoer, Klasse, Regel, Treffer, treffer

NIET_BEOORDEELD = "0233"
_LAATSTE = frozenset({"TR389", "TR322", "TR369", "BESTEDINGSRUIMTE"})


class Uitkomst(StrEnum):
    """How far the message came; only BEOORDEELD is processed, the rest counts as not sent."""

    TECHNISCH_AFGEKEURD = "technisch-afgekeurd"
    KOP_AFGEKEURD = "kop-afgekeurd"
    DECLARATIE_AFGEKEURD = "declaratie-afgekeurd"
    BEOORDEELD = "beoordeeld"


@dataclass(frozen=True, kw_only=True, eq=False)
class Oordeel:
    """The judgement. Amounts are signed eurocents; masks follow the lines and clients of the message.

    `toegekend` is False for every line when the message as a whole is refused; `niet_beoordeeld` marks the lines of
    refused clients; `ruimtegebruik` is what the message took of ceilings.
    """

    uitkomst: Uitkomst
    treffers: tuple[Treffer, ...]
    toegekend: Masker
    client_afgekeurd: Masker
    niet_beoordeeld: Masker
    ingediend_cent: int
    toegekend_cent: int
    ruimtegebruik: tuple[Ruimtegebruik, ...] = ()

    @property
    def verwerkt(self) -> bool:
        """False when the message counts as not sent: store no lines, its numbers stay free (IV087, OP286)."""
        return self.uitkomst is Uitkomst.BEOORDEELD

    def codes(self, klasse: Klasse) -> tuple[str, ...]:
        """Distinct retourcodes of a klasse with one member (Header, Declaratie), in table order."""
        return tuple(dict.fromkeys(t.code for t in self.treffers if t.klasse is klasse))

    @cached_property
    def uitkomsten(self) -> tuple[list[tuple[str, ...]], Getallen]:
        """The distinct lists of retourcodes that occur on lines, and per line the index of its own.

        A list is as in the 325, in table order; the first one is empty and belongs to awarded lines, and to every
        line when the message as a whole is refused. A line of a refused client has 0233 alone.
        """
        regels = [hit for hit in self.treffers if self.verwerkt and hit.klasse is Klasse.PRESTATIE]
        bits = np.zeros(len(self.toegekend), np.int64)
        for nummer, hit in enumerate(regels):
            bits[hit.posities] |= 1 << nummer
        codes = [*(hit.code for hit in regels), NIET_BEOORDEELD]
        bits[self.niet_beoordeeld] |= 1 << len(regels)
        verschillend, index = np.unique(bits[bits != 0], return_inverse=True)
        uitkomst = np.zeros(len(bits), np.int64)
        uitkomst[bits != 0] = index + 1
        lijsten = [
            tuple(dict.fromkeys(code for n, code in enumerate(codes) if b >> n & 1)) for b in verschillend.tolist()
        ]
        # different rules may give the same codes
        plaats = {lijst: nummer for nummer, lijst in enumerate(dict.fromkeys([(), *lijsten]))}
        return list(plaats), np.array([plaats[lijst] for lijst in ((), *lijsten)], np.int64)[uitkomst]

    def codes_per_prestatie(self) -> list[tuple[str, ...]]:
        """Per line its retourcodes (see `uitkomsten`)."""
        lijsten, uitkomst = self.uitkomsten
        return [lijsten[index] for index in uitkomst.tolist()]


def beoordeel(
    bericht: Bericht323,
    referentie: Referentiegegevens,
    *,
    vandaag: dt.date,
    clientsleutel: Callable[[str], bytes],
    keuzes: Keuzes = KEUZES,
) -> Oordeel:
    """Judge a 323. `vandaag` is the clock; `clientsleutel` gives the stored key of a Bsn (same length for all)."""
    tr319_eerst = keuzes.niveau_tr319 == TR319_TECHNISCH.niveau
    niveau2 = _treffers((*NIVEAU2, TR319_TECHNISCH) if tr319_eerst else NIVEAU2, bericht)
    if niveau2:
        return _afgekeurd(bericht, Uitkomst.TECHNISCH_AFGEKEURD, niveau2)
    koppeling = link(bericht, referentie, vandaag=vandaag, clientsleutel=clientsleutel, keuzes=keuzes)
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
    client_afgekeurd = np.logical_or.reduce([masker for _, masker in clienten])
    maskers = _Maskers(koppeling, client_afgekeurd[prestaties.client])
    maskers.ask([regel for regel in PRESTATIEREGELS if regel.nummer not in _LAATSTE])
    maskers.met_credits()
    maskers.ask([TR389])
    maskers.met_ruimte()
    maskers.ask([TR322, TR369, BESTEDINGSRUIMTE])
    gevonden = (treffer(regel, masker) for regel, masker in (*clienten, *maskers.uitslag))
    return Oordeel(
        uitkomst=Uitkomst.BEOORDEELD,
        treffers=tuple(hit for hit in gevonden if hit is not None),
        toegekend=maskers.goed,
        client_afgekeurd=client_afgekeurd,
        niet_beoordeeld=maskers.niet_beoordeeld,
        ingediend_cent=koppeling.bericht.totaal_ingediend_bedrag.cent,
        toegekend_cent=int(prestaties.cent[maskers.goed].sum()),
        ruimtegebruik=maskers.gebruik(),
    )


class _Maskers:
    """Per rule of class Prestatie the lines that break it; credits are settled before debets (OP366)."""

    def __init__(self, koppeling: Koppeling, niet_beoordeeld: Masker) -> None:
        self._koppeling = koppeling
        self._gebroken: dict[str, Masker] = {}
        self.niet_beoordeeld = niet_beoordeeld
        self.goed = ~niet_beoordeeld
        self.uitslag: list[tuple[Regel[Koppeling], Masker]] = []
        self._begrensd = begrensd(koppeling)

    def ask(self, regels: Sequence[Regel[Koppeling]]) -> None:
        """Ask these rules, each where it may be asked."""
        for regel in regels:
            masker = regel.toets(self._koppeling) & self._gevraagd(regel)
            self._gebroken[regel.nummer] = masker
            self.uitslag.append((regel, masker))
            self.goed &= ~masker

    def _gevraagd(self, regel: Regel[Koppeling]) -> Masker:
        keuzes = self._koppeling.keuzes
        masker = ~self.niet_beoordeeld
        if regel.code not in keuzes.codes_op_credit:
            masker &= ~self._koppeling.bericht.prestaties.credit
        if regel.nummer == TR319_TECHNISCH.nummer and keuzes.niveau_tr319 == TR319_TECHNISCH.niveau:
            masker[:] = False
        for eerder in regel.na:
            masker &= ~self._gebroken[eerder]
        return masker

    def met_credits(self) -> None:
        """The approved credits take their debets back."""
        k = self._koppeling
        vrijgegeven = k.vrijgegeven.copy()
        vrijgegeven[k.debet[self._goede_credits() & (k.debet != GEEN)]] = True
        self._koppeling = dataclasses.replace(k, vrijgegeven=vrijgegeven)

    def met_ruimte(self) -> None:
        """What is left of each toewijzing is shared out over the lines that are good so far."""
        debet = ~self._koppeling.bericht.prestaties.credit
        vraag = Ruimtevraag(
            volume=self._gevraagd(TR322) & debet,
            budget=self._gevraagd(TR369) & debet,
            goed=self.goed & debet,
            credits=self._goede_credits(),
            begrensd=self._begrensd,
        )
        boven_totaal, boven_budget, boven_ruimte = zonder_ruimte(self._koppeling, vraag)
        self._koppeling = dataclasses.replace(
            self._koppeling, boven_totaal=boven_totaal, boven_budget=boven_budget, boven_ruimte=boven_ruimte
        )

    def gebruik(self) -> tuple[Ruimtegebruik, ...]:
        """What the message takes of ceilings, once everything was asked."""
        geweigerd = self._gebroken[BESTEDINGSRUIMTE.nummer]
        return gebruik_van(self._koppeling, self._begrensd, self.goed, geweigerd)

    def _goede_credits(self) -> Masker:
        return self.goed & self._koppeling.bericht.prestaties.credit
