"""The budget ledger, built from events: every event becomes one voucher, the newest state of a voucher counts (D19)."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_recht.bedrag import naar_rato, verdeel
from risb_recht.periode import Periode

from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld

ZONDER_LIJN = "onbekend"
Plek = tuple[str, str]
"""A gemeente and a programmalijn."""


class Boeksoort(StrEnum):
    """What a voucher comes from."""

    TOEWIJZING = "toewijzing"
    TERMIJN = "termijn"
    BETAALOPDRACHT = "betaalopdracht"
    SUBSIDIE = "subsidie"
    VERREKENING = "verrekening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boekregel:
    """Eurocents on one gemeente, programmalijn and year; an obligation lies evenly on the days `van` to `tot`."""

    gemeente: str
    programmalijn: str
    jaar: int
    verplicht_cent: int = 0
    betaald_cent: int = 0
    van: dt.date | None = None
    tot: dt.date | None = None


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
                van=max(toewijzing.ingangsdatum, dt.date(jaar, 1, 1)),
                tot=min(toewijzing.einddatum or dt.date.max, dt.date(jaar, 12, 31)),
            )
            for jaar, deel in verdeel(bedrag, gewichten).items()
        ),
    )


def boek_betaling(betaalopdracht_id: str, regel: Boekregel, herkomst: Herkomst) -> Boekstuk:
    """The payment of one payment order; a settlement is negative."""
    return Boekstuk(
        soort=Boeksoort.BETAALOPDRACHT,
        kenmerk=betaalopdracht_id,
        rang=_rang(herkomst.tijd, herkomst, regel.betaald_cent),
        regels=(regel,),
    )


def boek_verrekening(verrekening_id: str, regel: Boekregel, herkomst: Herkomst, *, naar_gemeente: str) -> Boekstuk:
    """What two gemeenten settle: `regel` holds what its gemeente gets back, the other one bears it instead."""
    terug = replace(regel, betaald_cent=-regel.betaald_cent)
    return Boekstuk(
        soort=Boeksoort.VERREKENING,
        kenmerk=verrekening_id,
        rang=_rang(herkomst.tijd, herkomst, regel.betaald_cent),
        regels=(terug, replace(regel, gemeente=naar_gemeente)),
    )


def boek_subsidie(aanvraag_id: str, regel: Boekregel, herkomst: Herkomst, *, besluit: dt.datetime) -> Boekstuk:
    """A granted subsidy; the newest decision on the application counts."""
    return Boekstuk(
        soort=Boeksoort.SUBSIDIE,
        kenmerk=aanvraag_id,
        rang=_rang(besluit, herkomst, regel.betaald_cent),
        regels=(regel,),
    )


def boek_termijn(termijn: BetaaltermijnVastgesteld, *, vervallen: bool = False) -> Boekstuk:
    """The obligation of one taakgericht term; the statement that it lapsed (amount zero) replaces the first one."""
    regel = Boekregel(
        gemeente=termijn.gemeente,
        programmalijn=termijn.programmalijn,
        jaar=termijn.jaar,
        verplicht_cent=termijn.bedrag_cent,
        van=termijn.vervaldatum,
        tot=termijn.vervaldatum,
    )
    return Boekstuk(
        soort=Boeksoort.TERMIJN,
        kenmerk=f"{termijn.overeenkomst_id}:{termijn.gemeente}:{termijn.jaar}:{termijn.termijn}",
        rang="2 vervallen" if vervallen else "1 vastgesteld",
        regels=(regel,),
    )


def _rang(moment: dt.datetime, herkomst: Herkomst, *voorrang: int) -> str:
    """Text that sorts by moment, then the event's moment, then the given figures, then the event's id."""
    cijfers = "|".join(f"{one + 10**18:020d}" for one in voorrang)
    return f"{_moment(moment)}|{_moment(herkomst.tijd)}|{cijfers}|{herkomst.id}"


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def open_vanaf(vandaag: dt.date) -> dt.date:
    """First day whose care may not have been declared yet: that of the previous month.

    Care is declared at the latest in the month after it (SAP 2.5.1), so what lies before is paid or will not come.
    """
    return (vandaag.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def open_deel(regel: Boekregel, vanaf: dt.date) -> int:
    """The part of an obligation on days from `vanaf`, rounded half-up; without days it lies on its whole year."""
    van, tot = regel.van or dt.date(regel.jaar, 1, 1), regel.tot or dt.date(regel.jaar, 12, 31)
    tot = max(van, tot)
    dagen = max(0, (tot - max(van, vanaf)).days + 1)
    return naar_rato(regel.verplicht_cent, dagen, (tot - van).days + 1)
