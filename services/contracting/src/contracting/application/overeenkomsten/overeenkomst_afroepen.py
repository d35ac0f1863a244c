"""What an agreement inherits from the agreement above it (C16)."""

from dataclasses import replace

from risb_kern.errors import not_found, refused
from risb_recht.periode import Periode

from contracting.application.uow import Uow
from contracting.domain.moederovereenkomsten.moederovereenkomst import LandelijkTarief, Moederafroep, Moedersoort
from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten
from contracting.domain.prijzen.prijs import Prijsopgave


async def overeenkomst_afroepen(uow: Uow, opdracht: OvereenkomstSluiten) -> OvereenkomstSluiten:
    """What was agreed with what the parent gives: its end, and national tariffs that nobody may name otherwise."""
    if opdracht.moeder_id is None:
        return opdracht
    moeder = await uow.moederovereenkomsten.get(opdracht.moeder_id)
    if moeder is None:
        raise not_found("De moederovereenkomst")
    looptijd = Periode(van=opdracht.ingangsdatum, tot=opdracht.einddatum or moeder.looptijd.tot)
    moeder.roep_af(
        Moederafroep(
            agb_code=opdracht.agb_code,
            perceel_code=opdracht.perceel_code,
            gemeenten=opdracht.gemeenten,
            looptijd=looptijd,
            jaarbudget_cent=opdracht.taakbudget.jaarbudget_cent if opdracht.taakbudget else None,
        )
    )
    opdracht = replace(opdracht, einddatum=looptijd.tot)
    if moeder.moedersoort is Moedersoort.COLLECTIEF:
        return opdracht
    if opdracht.prijzen:
        raise refused(
            "landelijk-tarief-geerfd", "De afroep krijgt de landelijke tarieven vanzelf; laat de prijzen weg."
        )
    return replace(opdracht, prijzen=tuple(_opgave(one) for one in moeder.tarieven_voor(looptijd)))


def _opgave(tarief: LandelijkTarief) -> Prijsopgave:
    return Prijsopgave(
        productcategorie=tarief.productcategorie,
        productcode=tarief.productcode,
        eenheid=tarief.eenheid,
        tarief_cent=tarief.tarief_cent,
        geldig_van=tarief.geldig_van,
        geldig_tot=tarief.geldig_tot,
        gemeenten=(),
    )
