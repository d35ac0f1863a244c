"""The budget ledger, built from events: every event becomes one voucher, the newest state of a voucher counts (D19)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_recht.bedrag import verdeel
from risb_recht.periode import Periode

from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld

ZONDER_LIJN = "onbekend"
ZORG, LOS = "zorg", "los"
"""Posts: all care on a place; and what no obligation stands for. See `Boekregel.post`."""
TERMIJN_ONBEKEND = "termijn:"
Plek = tuple[str, str]
"""A gemeente and a programmalijn."""


class Boeksoort(StrEnum):
    """What a voucher comes from."""

    TOEWIJZING = "toewijzing"
    TERMIJN = "termijn"
    BETAALOPDRACHT = "betaalopdracht"
    BETALING = "betaling"
    WEIGERING = "weigering"
    SUBSIDIE = "subsidie"
    VERREKENING = "verrekening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boekregel:
    """Eurocents on one gemeente, programmalijn and year; an obligation lies evenly on the days `van` to `tot`.

    `post` is where an obligation and what became payable of it meet: all care of the place, one term, one subsidy.
    `tot` of a payable is the last day of the care that it pays, None when that is not known.
    """

    gemeente: str
    programmalijn: str
    jaar: int
    verplicht_cent: int = 0
    betaalbaar_cent: int = 0
    vrijgegeven_cent: int = 0
    geweigerd_cent: int = 0
    post: str = LOS
    van: dt.date | None = None
    tot: dt.date | None = None

    @property
    def is_leeg(self) -> bool:
        """True when it holds no amount."""
        return not (self.verplicht_cent or self.betaalbaar_cent or self.vrijgegeven_cent or self.geweigerd_cent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boekstuk:
    """The state of one thing in the ledger; `rang` sorts as text, the highest state replaces all lower ones."""

    soort: Boeksoort
    kenmerk: str
    rang: str
    regels: tuple[Boekregel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Herkomst:
    """The event that a state comes from."""

    tijd: dt.datetime
    id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzingverplichting:
    """What the ledger needs of an assignment."""

    gemeente: str
    wet: str
    nummer: int
    programmalijn: str | None
    ingangsdatum: dt.date
    einddatum: dt.date | None
    verplichting_cent: int
    verwijderd: bool
    toegewezen_op: dt.datetime


def boek_toewijzing(toewijzing: Toewijzingverplichting, herkomst: Herkomst) -> Boekstuk:
    """The obligation of an assignment, divided over years by days; an open one stands in its first year.

    Newest: by date of the assignment, then the event's moment. When both are equal a removal goes before a state, and
    the highest obligation goes before a lower one, so that every order of arrival gives the same ledger.
    """
    bedrag = 0 if toewijzing.verwijderd else toewijzing.verplichting_cent
    einde = max(toewijzing.ingangsdatum, toewijzing.einddatum or toewijzing.ingangsdatum)
    gewichten = Periode(van=toewijzing.ingangsdatum, tot=einde).dagen_per_jaar()
    return Boekstuk(
        soort=Boeksoort.TOEWIJZING,
        kenmerk=f"{toewijzing.gemeente}:{toewijzing.wet}:{toewijzing.nummer}",
        rang=_rang(toewijzing.toegewezen_op, herkomst, toewijzing.verwijderd, bedrag),
        regels=tuple(
            Boekregel(
                gemeente=toewijzing.gemeente,
                programmalijn=toewijzing.programmalijn or ZONDER_LIJN,
                jaar=jaar,
                verplicht_cent=deel,
                post=ZORG,
                van=max(toewijzing.ingangsdatum, dt.date(jaar, 1, 1)),
                tot=min(toewijzing.einddatum or dt.date.max, dt.date(jaar, 12, 31)),
            )
            for jaar, deel in verdeel(bedrag, gewichten).items()
        ),
    )


def boek_betaalopdracht(betaalopdracht_id: str, regel: Boekregel, herkomst: Herkomst) -> Boekstuk:
    """What one payment order makes payable; a settlement is negative."""
    return Boekstuk(
        soort=Boeksoort.BETAALOPDRACHT,
        kenmerk=betaalopdracht_id,
        rang=_rang(herkomst.tijd, herkomst, regel.betaalbaar_cent),
        regels=(regel,),
    )


def boek_betaling(soort: Boeksoort, betaling_id: str, regels: Sequence[Boekregel], herkomst: Herkomst) -> Boekstuk:
    """A payment that was released, or that the bank refused: each is told once, and has one line per place and year."""
    per_plek: dict[tuple[str, str, int], Boekregel] = {}
    for one in regels:
        plek = (one.gemeente, one.programmalijn, one.jaar)
        eerder = per_plek.get(plek, replace(one, vrijgegeven_cent=0, geweigerd_cent=0))
        per_plek[plek] = replace(
            eerder,
            vrijgegeven_cent=eerder.vrijgegeven_cent + one.vrijgegeven_cent,
            geweigerd_cent=eerder.geweigerd_cent + one.geweigerd_cent,
        )
    rang = _rang(herkomst.tijd, herkomst)
    return Boekstuk(soort=soort, kenmerk=betaling_id, rang=rang, regels=tuple(per_plek.values()))


def boek_verrekening(verrekening_id: str, regel: Boekregel, herkomst: Herkomst, *, naar_gemeente: str) -> Boekstuk:
    """What two gemeenten settle: `regel` holds what its gemeente gets back, the other one bears it instead.

    They pay each other outside this house, so it is payable and is never seen as paid.
    """
    terug = replace(regel, betaalbaar_cent=-regel.betaalbaar_cent)
    return Boekstuk(
        soort=Boeksoort.VERREKENING,
        kenmerk=verrekening_id,
        rang=_rang(herkomst.tijd, herkomst, regel.betaalbaar_cent),
        regels=(terug, replace(regel, gemeente=naar_gemeente)),
    )


def boek_subsidie(aanvraag_id: str, regel: Boekregel, herkomst: Herkomst, *, besluit: dt.datetime) -> Boekstuk:
    """The obligation of a granted subsidy; the newest decision on the application counts."""
    return Boekstuk(
        soort=Boeksoort.SUBSIDIE,
        kenmerk=aanvraag_id,
        rang=_rang(besluit, herkomst, regel.verplicht_cent),
        regels=(replace(regel, post=f"{Boeksoort.SUBSIDIE}:{aanvraag_id}"),),
    )


# What was booked before a term could be due again has these; digits sort after them.
_TERMIJNRANG = ("1 vastgesteld", "2 vervallen")


def boek_termijn(termijn: BetaaltermijnVastgesteld, *, versie: int = 0) -> Boekstuk:
    """The obligation of one taakgericht term; each later `versie` (lapsed: amount zero, or due again) replaces it."""
    regel = Boekregel(
        gemeente=termijn.gemeente,
        programmalijn=termijn.programmalijn,
        jaar=termijn.jaar,
        verplicht_cent=termijn.bedrag_cent,
        post=termijnpost(termijn.overeenkomst_id, termijn.gemeente, termijn.jaar, termijn.termijn),
        van=termijn.vervaldatum,
        tot=termijn.vervaldatum,
    )
    return Boekstuk(
        soort=Boeksoort.TERMIJN,
        kenmerk=f"{termijn.overeenkomst_id}:{termijn.gemeente}:{termijn.jaar}:{termijn.termijn}",
        rang=_TERMIJNRANG[versie] if versie < len(_TERMIJNRANG) else f"3 {versie:06d}",
        regels=(regel,),
    )


def _rang(moment: dt.datetime, herkomst: Herkomst, *voorrang: int) -> str:
    """Text that sorts by moment, then the event's moment, then the given figures, then the event's id."""
    cijfers = "|".join(f"{one + 10**18:020d}" for one in voorrang)
    return f"{_moment(moment)}|{_moment(herkomst.tijd)}|{cijfers}|{herkomst.id}"


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def termijnpost(overeenkomst_id: str, gemeente: str, jaar: int, termijn: int) -> str:
    """The post of one term; without an overeenkomst it is that of payables of which the term is not known."""
    return f"{Boeksoort.TERMIJN}:{overeenkomst_id}:{gemeente}:{jaar}:{termijn}" if overeenkomst_id else TERMIJN_ONBEKEND
