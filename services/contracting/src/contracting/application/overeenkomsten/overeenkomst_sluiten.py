from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_recht.kalender import DAG
from risb_recht.periode import Periode
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.geschillen.ondertekening_vrijgeven import ondertekening_vrijgeven
from contracting.application.overeenkomsten.overeenkomst_afroepen import overeenkomst_afroepen
from contracting.application.overeenkomsten.overeenkomst_opmaken import overeenkomst_opmaken
from contracting.application.overeenkomsten.prijs_vaststellen import prijs_vastgesteld
from contracting.application.overeenkomsten.verlengagenda import plan
from contracting.application.taakgericht.termijnen_vaststellen import termijnen_vaststellen
from contracting.application.uow import Uow
from contracting.domain.gunning.ondertekening import Ondertekening
from contracting.domain.overeenkomsten.dekking import controleer_dekking, dekking_van
from contracting.domain.overeenkomsten.events import OvereenkomstGesloten
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten
from contracting.domain.overeenkomsten.vierogen import SLUITEN
from contracting.domain.taakgericht.taakbudget import Betaaltermijn, betaalschema
from contracting.domain.toelating.aanmelding import Aanmelding
from contracting.domain.toelating.perceel import Perceel


async def overeenkomst_sluiten(uow: Uow, handeling: Handeling, opdracht: OvereenkomstSluiten) -> Overeenkomst:
    """Conclude with who was admitted or won a place, for gemeenten that take the service line all the time (X9).

    By another person than who admitted or awarded it, and never what another agreement covers: the same agreement
    twice is refused by that as well.
    """
    opdracht = await overeenkomst_afroepen(uow, opdracht)
    perceel, overeenkomst = await overeenkomst_opmaken(uow, handeling, opdracht)
    grondslag = await _grondslag(uow, handeling, perceel, opdracht)
    bestaand = await uow.overeenkomsten.get_dekking(overeenkomst.agb_code, overeenkomst.wet)
    controleer_dekking(dekking_van(overeenkomst), bestaand)
    SLUITEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(grondslag),
        van=await belang_van(uow, overeenkomst.agb_code),
    )
    termijnen = _schema(overeenkomst)
    await uow.overeenkomsten.add(overeenkomst)
    await uow.termijnen.add(overeenkomst.id, termijnen)
    uow.emit(_gesloten(overeenkomst))
    for prijs in overeenkomst.prijzen:
        uow.emit(prijs_vastgesteld(overeenkomst, prijs))
    await termijnen_vaststellen(uow, overeenkomst, termijnen)
    gegevens: dict[str, JSON] = {
        "agb_code": overeenkomst.agb_code,
        "perceel_code": perceel.code,
        "einddatum": None if overeenkomst.einddatum is None else str(overeenkomst.einddatum),
        "prijzen": len(overeenkomst.prijzen),
        "termijnen": len(termijnen),
    }
    await uow.timeline.add(overeenkomst.zaak, "overeenkomst_sluiten", handeling, gegevens)
    await _plan_verlenging(uow, overeenkomst)
    return overeenkomst


async def _plan_verlenging(uow: Uow, overeenkomst: Overeenkomst) -> None:
    if overeenkomst.verlengrecht is not None and overeenkomst.einddatum is not None:
        dag = overeenkomst.verlengrecht.uiterlijk_ontvangen(overeenkomst.einddatum) + DAG
        await plan(uow.agenda, overeenkomst.zaak, dag)


async def _grondslag(uow: Uow, handeling: Handeling, perceel: Perceel, opdracht: OvereenkomstSluiten) -> str:
    """The case by which the aanbieder may sign: the award, or its admission."""
    looptijd = Periode(van=opdracht.ingangsdatum, tot=opdracht.einddatum)
    akte = Ondertekening(
        agb_code=opdracht.agb_code,
        gemeenten=opdracht.gemeenten,
        looptijd=looptijd,
        tarieven={
            (gemeente, one.productcode): one.tarief_cent or 0
            for one in opdracht.prijzen
            for gemeente in one.voor(opdracht.gemeenten).gemeenten
        },
    )
    gunning = await ondertekening_vrijgeven(uow, handeling, perceel, akte)
    return gunning or (await _toelating(uow, perceel, opdracht)).zaak


async def _toelating(uow: Uow, perceel: Perceel, opdracht: OvereenkomstSluiten) -> Aanmelding:
    toelating = await uow.aanmeldingen.find_toegelaten(opdracht.agb_code, perceel.code)
    if toelating is None:
        raise conflict(
            "niet-toegelaten",
            f"Aanbieder {opdracht.agb_code} is niet toegelaten tot perceel {perceel.code};"
            " beoordeel eerst een aanmelding.",
        )
    return toelating


def _schema(overeenkomst: Overeenkomst) -> list[Betaaltermijn]:
    if overeenkomst.taakbudget is None or overeenkomst.einddatum is None:
        return []
    return betaalschema(overeenkomst.taakbudget, overeenkomst.ingangsdatum, overeenkomst.einddatum)


def _gesloten(overeenkomst: Overeenkomst) -> OvereenkomstGesloten:
    return OvereenkomstGesloten(
        overeenkomst_id=str(overeenkomst.id),
        agb_code=overeenkomst.agb_code,
        wet=overeenkomst.wet.value,
        variant=overeenkomst.variant.value,
        perceel_code=overeenkomst.perceel_code,
        programmalijn=overeenkomst.programmalijn,
        gemeenten=overeenkomst.gemeenten,
        productcodes=tuple(sorted({one.opgave.productcode for one in overeenkomst.prijzen})),
        ingangsdatum=overeenkomst.ingangsdatum,
        einddatum=overeenkomst.einddatum,
        jaarbudget_cent=overeenkomst.taakbudget.jaarbudget_cent if overeenkomst.taakbudget else None,
        moeder_id=str(overeenkomst.moeder_id) if overeenkomst.moeder_id else None,
    )
