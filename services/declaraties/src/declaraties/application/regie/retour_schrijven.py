"""Every 301, 305 and 307 that was received gets its one retour; and a 302 that comes in is put beside our 301."""

import datetime as dt

from declaraties.application.post.berichtenpoorten import Berichteenheid
from declaraties.application.post.poorten import Gereedschap
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from declaraties.domain.regie.retouren import Beantwoord, Retourkenmerk, maak_retour
from declaraties.domain.standaard.berichten.retour import Retour302
from declaraties.domain.standaard.fouten import Leesfout


async def schrijf_retour(
    uow: Berichteenheid,
    bestand: Bestand,
    bericht: Beantwoord,
    afloop: Afloop,
    *,
    gereedschap: Gereedschap,
    moment: tuple[dt.datetime, dt.date],
) -> None:
    """Store the 302, 306 or 308 in the transaction that ends the message: within the three working days of OP090."""
    nu, vandaag = moment
    kenmerk = Retourkenmerk(identificatie=f"{bestand.nummer:012d}", dagtekening=vandaag)
    retour = maak_retour(bericht, afloop.bevindingen, kenmerk)
    await uow.berichten_uit.bewaar_betrokkene(bestand.nummer, gereedschap.pseudoniem(bericht.client.bsn))
    await uow.berichten_uit.bewaar_retour(bestand.nummer, retour, gereedschap.schrijf_retour(retour), nu=nu)


async def neem_retour_op(
    uow: Berichteenheid, bestand: Bestand, retour: Retour302, *, gereedschap: Gereedschap, nu: dt.datetime
) -> Afloop:
    """Put the 302 beside the 301 that it answers; afgekeurd when there is none, or it was answered before."""
    identificatie = retour.header.bericht_identificatie.identificatie
    heen = await uow.berichten_uit.heenbestand(bestand, identificatie)
    fout = _fout(bekend=heen is not None, beantwoord=heen is not None and heen.beantwoord)
    if retour.client is not None:
        await uow.berichten_uit.bewaar_betrokkene(bestand.nummer, gereedschap.pseudoniem(retour.client.bsn))
    if heen is not None and fout is None:
        await uow.berichten_uit.koppel_retour(bestand.nummer, heen.nummer, _codes(retour))
    afloop = Afloop(
        status=Berichtstatus.AFGEKEURD if fout else Berichtstatus.VERWERKT,
        reden=fout.melding if fout else None,
        identificatie=retour.identificatie,
        dagtekening=retour.header.dagtekening_retour,
        leesfouten=(fout,) if fout else (),
    )
    await uow.bestanden.rond_af(bestand.nummer, afloop, nu=nu)
    return afloop


def _codes(retour: Retour302) -> tuple[str, ...]:
    """Every code in the retour, once, in order; empty when the 301 is accepted."""
    codes = list(retour.header.retour_codes or ())
    if retour.client is not None:
        codes += retour.client.retour_codes
        for product in retour.client.toegewezen_producten:
            codes += product.retour_codes
    return tuple(dict.fromkeys(codes))


def _fout(*, bekend: bool, beantwoord: bool) -> Leesfout | None:
    if not bekend:
        melding = "Er is geen 301 met deze BerichtIdentificatie aan u gestuurd. Neem de Header van de 301 over."
        return Leesfout(code="heenbericht-onbekend", melding=melding)
    if beantwoord:
        return Leesfout(code="al-beantwoord", melding="Op deze 301 is al een 302 ontvangen (IV028).")
    return None
