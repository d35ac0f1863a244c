"""What the worker does with one message: read it, and hand it to the use case of its kind."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import Kind

from declaraties.application.post.ports import Delen
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus, Bestand
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


async def bestand_verwerken(
    uow: Uow,
    handeling: Handeling,
    bestand: Bestand,
    *,
    delen: Delen,
    reader: Reader,
    verwerkers: Mapping[type[Heenbericht], Verwerker],
) -> Verwerkt:
    """Bring the message to its end. A file that fails level 1 gets no answer message, only its faults."""
    try:
        bericht = await asyncio.to_thread(reader, delen)
        _check_parties(bestand.kop, bericht.header)
    except BerichtGeweigerdError as weigering:
        afloop = Afloop(status=Berichtstatus.AFGEKEURD, reden=weigering.melding, leesfouten=tuple(weigering.leesfouten))
        await uow.bestanden.finish(bestand.nummer, afloop, nu=handeling.op)
        return Verwerkt(afloop=afloop)
    return await verwerkers[type(bericht)](uow, handeling, bestand, bericht)


def _check_parties(kop: Berichtkop, header: Kop) -> None:
    """The sender was let in on what the door read; the whole message must say the same."""
    if (kop.afzender, kop.ontvanger) != (header.afzender, header.ontvanger):
        melding = "De afzender of ontvanger is niet eenduidig. Haal bijzondere tekens uit de Header."
        fout = Leesfout(code="kop-niet-eenduidig", melding=melding)
        raise BerichtGeweigerdError(Kind.INVALID, fout.code, fout)
