"""The lottery between applications that were complete at one moment, when the plafond does not suffice for all.

The order is that of the SHA-256 of "<zaad>:<kenmerk>" per application, lowest first: anybody can draw it again.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from risb_kern.act import Handeling
from risb_kern.errors import conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """An application in a lottery with what it may claim, in cents; `nummer` 1 goes first, None is not drawn yet."""

    aanvraag_id: uuid.UUID
    aanspraak_cent: int
    nummer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loting:
    """A lottery within one plafond and one place in the order: a fixed list, and once drawn its seed and witness."""

    id: uuid.UUID
    plafond_id: int
    plaats: dt.datetime
    klaargezet_door: str
    klaargezet_op: dt.datetime
    loten: tuple[Lot, ...]
    zaad: str | None = None
    getuige: str | None = None
    getrokken_op: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lotuitslag:
    """What a lottery said about one application, as its decision tells it."""

    loting_id: uuid.UUID
    nummer: int
    aantal: int
    getrokken_op: dt.datetime
    zaad: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorrang:
    """Cents that go before an application in its plafond.

    `eerder` are claims that go first, by completeness or by lot; `gelijk` claims that stand beside it without a lot.
    """

    eerder_cent: int = 0
    gelijk_cent: int = 0
    uitslag: Lotuitslag | None = None


def trekking(zaad: str, kenmerken: Iterable[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The order that this seed gives; how the list was sorted makes no difference."""
    return sorted(kenmerken, key=lambda one: (sha256(f"{zaad}:{one}".encode()).digest(), one))


def zet_klaar(lijst: Sequence[Lot], voor_cent: int, ruimte_cent: int) -> tuple[Lot, ...]:
    """The list to draw from; refused when it has one application, or when the money suffices after what goes before."""
    nodig, alleen = sum(one.aanspraak_cent for one in lijst), len(lijst) <= 1
    if alleen or nodig <= ruimte_cent - voor_cent:
        melding = "Loten hoeft niet: er is geld genoeg, of er is geen andere aanvraag die gelijk staat zonder lot."
        raise conflict("loting-niet-nodig", melding)
    return tuple(sorted(lijst, key=lambda one: one.aanvraag_id))


def trek(loting: Loting, nu_gelijk: Iterable[Lot], handeling: Handeling, *, zaad: str, eerste: int) -> Loting:
    """Drawn by the witness, from the list as it was set and as it still is; numbers go on from `eerste`."""
    if {(one.aanvraag_id, one.aanspraak_cent) for one in nu_gelijk} != {
        (one.aanvraag_id, one.aanspraak_cent) for one in loting.loten
    }:
        melding = "De lijst klopt niet meer: er kwam een aanvraag bij of er viel er een weg. Zet haar opnieuw klaar."
        raise conflict("loting-lijst-veranderd", melding)
    volgorde = trekking(zaad, [one.aanvraag_id for one in loting.loten])
    nummers = {kenmerk: nummer for nummer, kenmerk in enumerate(volgorde, eerste)}
    loten = tuple(dataclasses.replace(one, nummer=nummers[one.aanvraag_id]) for one in loting.loten)
    return dataclasses.replace(loting, loten=loten, zaad=zaad, getuige=handeling.door, getrokken_op=handeling.op)


def uitslagen(lotingen: Iterable[Loting]) -> Mapping[uuid.UUID, Lotuitslag]:
    """What was drawn, per application."""
    return {
        one.aanvraag_id: Lotuitslag(
            loting_id=loting.id,
            nummer=one.nummer,
            aantal=len(loting.loten),
            getrokken_op=loting.getrokken_op,
            zaad=loting.zaad,
        )
        for loting in lotingen
        if loting.zaad is not None and loting.getrokken_op is not None
        for one in loting.loten
        if one.nummer is not None
    }


def voorrang(
    eigen: uuid.UUID, eerder_cent: int, gelijken: Sequence[Lot], getrokken: Mapping[uuid.UUID, Lotuitslag]
) -> Voorrang:
    """What goes before this application: earlier ones, lower lots, and (without a lot) every lot that was drawn."""
    mijn = getrokken.get(eigen)
    anderen = [one for one in gelijken if one.aanvraag_id != eigen]
    voor = [one for one in anderen if _gaat_voor(getrokken.get(one.aanvraag_id), mijn)]
    gelijk = [one for one in anderen if mijn is None and one.aanvraag_id not in getrokken]
    return Voorrang(
        eerder_cent=eerder_cent + sum(one.aanspraak_cent for one in voor),
        gelijk_cent=sum(one.aanspraak_cent for one in gelijk),
        uitslag=mijn,
    )


def _gaat_voor(lot: Lotuitslag | None, mijn: Lotuitslag | None) -> bool:
    return lot is not None and (mijn is None or lot.nummer < mijn.nummer)
