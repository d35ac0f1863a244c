"""What the worker does with a group of messages: read them, and hand them to the use cases of their kinds."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from risb_kern.act import Handeling
from risb_kern.errors import Kind
from risb_kern.trace import tracing

from declaraties.application.post.ports import Delen
from declaraties.application.uow import Uow
from declaraties.domain.beoordelen.geschiedenis import Spoor, sporen
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus, Bestand
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.heen import Heenbericht
from declaraties.domain.standaard.berichten.waarden import Kop
from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwerkt:
    """The end of a message, and how often each retourcode stands in its 325."""

    afloop: Afloop
    retourcodes: tuple[tuple[str, int], ...] = ()


Reader = Callable[[Delen], Heenbericht]  # raises BerichtGeweigerdError
Verwerker = Callable[..., Awaitable[Verwerkt]]  # (uow, handeling, bestand, bericht)
Groepsverwerker = Callable[..., Awaitable[Sequence[Verwerkt]]]  # (uow, handeling, [(bestand, bericht), ...])
Gelezen = Heenbericht | BerichtGeweigerdError
Lijn = tuple[str, str]  # AGB-code and wet


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwerking:
    """How messages are read and judged.

    `prepare` takes every lock that the messages of a group need, at once and in one order. `verwerkers` are given
    messages of one kind that cannot change each other's outcome.
    """

    delen_van: Callable[[Bestand], Iterable[bytes]]
    reader: Reader
    prepare: Callable[[Uow, Sequence[Heenbericht]], Awaitable[None]]
    verwerkers: Mapping[type[Heenbericht], Groepsverwerker]


async def bestanden_verwerken(
    uow: Uow, handeling: Handeling, groep: Sequence[Bestand], verwerking: Verwerking
) -> dict[int, Verwerkt]:
    """Bring the messages to their end, by number; those of one aanbieder and wet in their order.

    A file that fails level 1 gets no answer message, only its faults.
    """
    gelezen = await asyncio.to_thread(lambda: {one.nummer: _read(one, verwerking) for one in groep})
    await verwerking.prepare(uow, [one for one in gelezen.values() if not isinstance(one, BerichtGeweigerdError)])
    # A message that comes alone cannot share a turn with another one.
    aanbieders = Counter(one.kop.agb_code for one in groep)
    samen = {agb for agb, aantal in aanbieders.items() if aantal > 1}
    begrensd = await uow.begrenzingen.list_begrensd(samen) if samen else ()
    verwerkt: dict[int, Verwerkt] = {}
    for beurt in beurten(groep, gelezen, begrensd):
        per_soort: dict[type[Heenbericht], list[tuple[Bestand, Heenbericht]]] = defaultdict(list)
        for bestand in beurt:
            bericht = gelezen.pop(bestand.nummer)
            if isinstance(bericht, BerichtGeweigerdError):
                verwerkt[bestand.nummer] = await _refuse(uow, handeling, bestand, bericht)
            else:
                per_soort[type(bericht)].append((bestand, bericht))
        for soort, berichten in per_soort.items():
            gedaan = await verwerking.verwerkers[soort](uow, handeling, berichten)
            verwerkt |= {bestand.nummer: one for (bestand, _), one in zip(berichten, gedaan, strict=True)}
    return verwerkt


def beurten(
    groep: Sequence[Bestand], gelezen: Mapping[int, Gelezen], begrensd: Collection[Lijn]
) -> Iterator[list[Bestand]]:
    """Turns of messages that cannot change each other's outcome; the next is judged after what the last one left.

    Those of one aanbieder and wet keep their order: a message joins the turn of the one before it, or opens another.
    Of a line with a ceiling every message has a turn of its own.
    """
    lijnen: dict[Lijn, list[list[Bestand]]] = defaultdict(list)
    bezet: dict[Lijn, frozenset[Spoor] | None] = {}
    for bestand in sorted(groep, key=lambda one: one.nummer):
        lijn = (bestand.kop.agb_code, bestand.kop.wet)
        open_, eigen = bezet.get(lijn), None if lijn in begrensd else _sporen(gelezen[bestand.nummer])
        if open_ is None or eigen is None or open_ & eigen:
            lijnen[lijn].append([])
            open_ = frozenset()
        lijnen[lijn][-1].append(bestand)
        bezet[lijn] = None if eigen is None else open_ | eigen
    for delen in zip_longest(*lijnen.values(), fillvalue=[]):
        yield [bestand for deel in delen for bestand in deel]


def _sporen(gelezen: Gelezen) -> frozenset[Spoor] | None:
    """What it may share with others of its aanbieder and wet; None when that may be anything."""
    if isinstance(gelezen, BerichtGeweigerdError):
        return frozenset()
    return sporen(gelezen) if isinstance(gelezen, Bericht323) else None


def ieder_apart(verwerker: Verwerker) -> Groepsverwerker:
    """Messages of a kind one after the other, each under its own trace."""

    async def handle(
        uow: Uow, handeling: Handeling, berichten: Sequence[tuple[Bestand, Heenbericht]]
    ) -> Sequence[Verwerkt]:
        verwerkt = []
        for bestand, bericht in berichten:
            with tracing(bestand.trace_id):
                verwerkt.append(await verwerker(uow, handeling, bestand, bericht))
        return verwerkt

    return handle


def _read(bestand: Bestand, verwerking: Verwerking) -> Gelezen:
    try:
        bericht = verwerking.reader(lambda: verwerking.delen_van(bestand))
        _check_parties(bestand.kop, bericht.header)
    except BerichtGeweigerdError as weigering:
        return weigering
    return bericht


async def _refuse(uow: Uow, handeling: Handeling, bestand: Bestand, weigering: BerichtGeweigerdError) -> Verwerkt:
    afloop = Afloop(status=Berichtstatus.AFGEKEURD, reden=weigering.melding, leesfouten=tuple(weigering.leesfouten))
    await uow.bestanden.finish(bestand.nummer, afloop, nu=handeling.op)
    return Verwerkt(afloop=afloop)


def _check_parties(kop: Berichtkop, header: Kop) -> None:
    """The sender was let in on what the door read; the whole message must say the same."""
    if (kop.afzender, kop.ontvanger) != (header.afzender, header.ontvanger):
        melding = "De afzender of ontvanger is niet eenduidig. Haal bijzondere tekens uit de Header."
        fout = Leesfout(code="kop-niet-eenduidig", melding=melding)
        raise BerichtGeweigerdError(Kind.INVALID, fout.code, fout)
