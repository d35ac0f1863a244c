"""What the worker does with one message: read it, and hand it to the use case of its kind."""

import asyncio
from dataclasses import dataclass

from risb_kern.clock import Clock
from risb_kern.errors import Kind

from declaraties.application.beoordelen.declaratie_beoordelen import beantwoord_declaratie
from declaraties.application.post.berichtenpoorten import Berichteenheid
from declaraties.application.post.poorten import Delen, Gereedschap
from declaraties.application.regie.regiebericht_vastleggen import leg_regiebericht_vast
from declaraties.application.regie.retour_schrijven import neem_retour_op, schrijf_retour
from declaraties.application.toewijzen.toewijzing_vastleggen import leg_toewijzingen_vast
from declaraties.domain.beoordelen.events import DeclaratieBeantwoord
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus, Bestand
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.levering import Regiebericht
from declaraties.domain.standaard.berichten.retour import Retour302
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.berichten.waarden import Kop
from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwerkt:
    """The end of a message; `beantwoord` only for a 323 with a 325."""

    afloop: Afloop
    beantwoord: DeclaratieBeantwoord | None = None


async def verwerk_bestand(
    uow: Berichteenheid, bestand: Bestand, delen: Delen, *, gereedschap: Gereedschap, klok: Clock
) -> Verwerkt:
    """Bring the message to its end. A file that fails level 1 gets no answer message, only its faults."""
    try:
        bericht = await asyncio.to_thread(gereedschap.lees, delen)
        _controleer_partijen(bestand.kop, bericht.header)
    except BerichtGeweigerdError as weigering:
        afloop = Afloop(status=Berichtstatus.AFGEKEURD, reden=weigering.melding, leesfouten=tuple(weigering.leesfouten))
        await uow.bestanden.rond_af(bestand.nummer, afloop, nu=klok.nu())
        return Verwerkt(afloop=afloop)
    if not isinstance(bericht, Bericht323):
        return Verwerkt(afloop=await _verwerk_klein(uow, bestand, bericht, gereedschap=gereedschap, klok=klok))
    afloop, beantwoord = await beantwoord_declaratie(uow, bestand, bericht, gereedschap=gereedschap, klok=klok)
    if afloop.telt:
        await uow.verrekeningen.vraag_na_antwoord(bestand.kop.agb_code, bestand.kop.wet.value, bestand.nummer)
    return Verwerkt(afloop=afloop, beantwoord=beantwoord)


async def _verwerk_klein(
    uow: Berichteenheid,
    bestand: Bestand,
    bericht: Bericht301 | Retour302 | Regiebericht,
    *,
    gereedschap: Gereedschap,
    klok: Clock,
) -> Afloop:
    """A message about one client. All but a retour get a retour themselves."""
    moment = (klok.nu(), klok.vandaag())
    if isinstance(bericht, Retour302):
        return await neem_retour_op(uow, bestand, bericht, gereedschap=gereedschap, nu=moment[0])
    if isinstance(bericht, Bericht301):
        afloop = await leg_toewijzingen_vast(uow, bestand, bericht, gereedschap=gereedschap, nu=moment[0])
    else:
        afloop = await leg_regiebericht_vast(uow, bestand, bericht, gereedschap=gereedschap, moment=moment)
    await schrijf_retour(uow, bestand, bericht, afloop, gereedschap=gereedschap, moment=moment)
    return afloop


def _controleer_partijen(kop: Berichtkop, header: Kop) -> None:
    """The sender was let in on what the door read; the whole message must say the same."""
    if (kop.afzender, kop.ontvanger) != (header.afzender, header.ontvanger):
        melding = "De afzender of ontvanger is niet eenduidig. Haal bijzondere tekens uit de Header."
        fout = Leesfout(code="kop-niet-eenduidig", melding=melding)
        raise BerichtGeweigerdError(Kind.INVALID, fout.code, fout)
