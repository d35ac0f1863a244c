"""What the worker does with one message: read it, and hand it to the use case of its kind."""

import asyncio
from dataclasses import dataclass

from chassis.kernel import Clock, Kind

from declaraties.application.declaratie_beoordelen import beantwoord_declaratie
from declaraties.application.poorten import Gereedschap, Werkeenheid
from declaraties.application.toewijzing_vastleggen import leg_toewijzingen_vast
from declaraties.domain.afloop import Afloop
from declaraties.domain.berichten.fouten import BerichtGeweigerdError, Leesfout
from declaraties.domain.berichten.toewijzing import Bericht301
from declaraties.domain.berichten.waarden import Kop
from declaraties.domain.bestand import Berichtkop, Berichtstatus, Bestand
from declaraties.domain.events import DeclaratieBeantwoord


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwerkt:
    """The end of a message; `beantwoord` only for a 323 with a 325."""

    afloop: Afloop
    beantwoord: DeclaratieBeantwoord | None = None


async def verwerk_bestand(
    uow: Werkeenheid, bestand: Bestand, data: bytes, *, gereedschap: Gereedschap, klok: Clock
) -> Verwerkt:
    """Bring the message to its end. A file that fails level 1 gets no answer message, only its faults."""
    try:
        bericht = await asyncio.to_thread(gereedschap.lees, data)
        _controleer_partijen(bestand.kop, bericht.header)
    except BerichtGeweigerdError as weigering:
        afloop = Afloop(status=Berichtstatus.AFGEKEURD, reden=weigering.melding, leesfouten=tuple(weigering.leesfouten))
        await uow.bestanden.rond_af(bestand.nummer, afloop, nu=klok.nu())
        return Verwerkt(afloop=afloop)
    if isinstance(bericht, Bericht301):
        afloop = await leg_toewijzingen_vast(uow, bestand, bericht, gereedschap=gereedschap, nu=klok.nu())
        return Verwerkt(afloop=afloop)
    afloop, beantwoord = await beantwoord_declaratie(uow, bestand, bericht, gereedschap=gereedschap, klok=klok)
    return Verwerkt(afloop=afloop, beantwoord=beantwoord)


def _controleer_partijen(kop: Berichtkop, header: Kop) -> None:
    """The sender was let in on what the door read; the whole message must say the same."""
    if (kop.afzender, kop.ontvanger) != (header.afzender, header.ontvanger):
        melding = "De afzender of ontvanger is niet eenduidig. Haal bijzondere tekens uit de Header."
        fout = Leesfout(code="kop-niet-eenduidig", melding=melding)
        raise BerichtGeweigerdError(Kind.INVALID, fout.code, fout)
