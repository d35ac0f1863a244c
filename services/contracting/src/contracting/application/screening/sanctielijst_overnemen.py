from risb_kern.act import Handeling
from risb_kern.errors import conflict, refused

from contracting.application.screening.blokkade_vaststellen import SLOT, blokkade_vaststellen
from contracting.application.uow import Uow
from contracting.domain.screening.screening import Sanctielijst, Screening, Zoeklijst


async def sanctielijst_overnemen(uow: Uow, handeling: Handeling, lijst: Sanctielijst) -> list[Screening]:
    """Keep a newer version of a list and look for every UBO on it; gives the organisations with a new hit."""
    await uow.serialize(SLOT)
    if lijst.versie > handeling.vandaag:
        raise refused("lijst-uit-toekomst", f"De lijst van {lijst.versie:%d-%m-%Y} is van na vandaag.")
    bekend = next((one for one in await uow.sanctielijsten.list() if one.bron == lijst.bron), None)
    if bekend is not None and lijst.versie < bekend.versie:
        raise conflict(
            "lijst-ouder", f"Van {lijst.bron} is al de lijst van {bekend.versie:%d-%m-%Y} bekend; lever een nieuwere."
        )
    await uow.sanctielijsten.save(lijst)
    zoeklijst, geraakt = Zoeklijst.van(lijst), []
    for kvk_nummer in await uow.screeningen.list_kvk_nummers():
        screening = await uow.screeningen.get(kvk_nummer)
        nieuw = screening.zoek_op(zoeklijst, handeling.vandaag) if screening else None
        if nieuw is None or nieuw is screening:
            continue
        geraakt.append(await blokkade_vaststellen(uow, handeling, nieuw))
        gegevens = {"bron": lijst.bron, "versie": str(lijst.versie), "blokkade": nieuw.blokkade.value}
        await uow.timeline.add(nieuw.zaak, "sanctielijst_overnemen", handeling, gegevens)
    gegevens = {"versie": str(lijst.versie), "vermeldingen": str(len(lijst.vermeldingen))}
    await uow.timeline.add(f"sanctielijst:{lijst.bron}", "sanctielijst_overnemen", handeling, gegevens)
    return geraakt
