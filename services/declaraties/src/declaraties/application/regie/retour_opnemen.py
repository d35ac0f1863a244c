"""A 302 that comes in is put beside the 301 of ours that it answers."""

from collections.abc import Callable

from risb_kern.act import Handeling

from declaraties.application.post.bestanden_verwerken import Verwerkt
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from declaraties.domain.standaard.berichten.retour import Retour302
from declaraties.domain.standaard.fouten import Leesfout


async def retour_opnemen(
    uow: Uow, handeling: Handeling, bestand: Bestand, retour: Retour302, *, pseudonym: Callable[[str], bytes]
) -> Verwerkt:
    """Put the 302 beside the 301 that it answers; afgekeurd when there is none, or it was answered before."""
    identificatie = retour.header.bericht_identificatie.identificatie
    heen = await uow.retouren.find_heenbestand(bestand, identificatie)
    fout = _fout(bekend=heen is not None, beantwoord=heen is not None and heen.beantwoord)
    if retour.client is not None:
        await uow.bestanden.add_betrokkene(bestand.nummer, pseudonym(retour.client.bsn))
    if heen is not None and fout is None:
        await uow.retouren.add(bestand.nummer, heen.nummer, _codes(retour))
    afloop = Afloop(
        status=Berichtstatus.AFGEKEURD if fout else Berichtstatus.VERWERKT,
        reden=fout.melding if fout else None,
        identificatie=retour.identificatie,
        dagtekening=retour.header.dagtekening_retour,
        leesfouten=(fout,) if fout else (),
    )
    await uow.bestanden.finish(bestand.nummer, afloop, nu=handeling.op)
    return Verwerkt(afloop=afloop)


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
