"""Rows to domain objects and back."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from contracting.adapters.tables import AanmeldingRij, DeelnameRij, MaatregelRij, OvereenkomstRij, PerceelRij, PrijsRij
from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs, Prijsopgave
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from contracting.domain.taakgericht.taakbudget import Taakbudget
from contracting.domain.toelating.aanmelding import (
    Aanmelding,
    AanmeldingStaat,
    Beoordeling,
    Bewijsstuk,
    CriteriumOordeel,
)
from contracting.domain.toelating.perceel import Basiscriterium, Bewijssoort, Perceel, Procedure, Variant, Wet
from contracting.domain.toelating.reden import Reden


def perceel_rij(perceel: Perceel) -> PerceelRij:
    """The row of a perceel."""
    return PerceelRij(
        code=perceel.code,
        wet=perceel.wet,
        dienst=perceel.dienst,
        variant=perceel.variant,
        procedure=perceel.procedure,
        programmalijn=perceel.programmalijn,
        gemeenten=list(perceel.gemeenten),
        basiscriteria=[dataclasses.asdict(one) for one in perceel.basiscriteria],
        maximum_aanbieders=perceel.maximum_aanbieders,
        uiterste_aanmelddag=perceel.uiterste_aanmelddag,
    )


def perceel_uit(rij: PerceelRij) -> Perceel:
    """The perceel of a row."""
    return Perceel(
        code=rij.code,
        wet=Wet(rij.wet),
        dienst=Dienst(rij.dienst),
        variant=Variant(rij.variant),
        procedure=Procedure(rij.procedure),
        programmalijn=rij.programmalijn,
        gemeenten=tuple(rij.gemeenten),
        basiscriteria=tuple(
            Basiscriterium(**{**one, "bewijssoort": Bewijssoort(one["bewijssoort"])}) for one in rij.basiscriteria
        ),
        maximum_aanbieders=rij.maximum_aanbieders,
        uiterste_aanmelddag=rij.uiterste_aanmelddag,
    )


def schrijf_aanmelding(rij: AanmeldingRij, aanmelding: Aanmelding) -> AanmeldingRij:
    """Put what may change during the life of an application in its row."""
    rij.staat = aanmelding.staat
    rij.bewijsstukken = [json_van(one) for one in aanmelding.bewijsstukken]
    rij.aanvulling_uiterlijk = aanmelding.aanvulling_uiterlijk
    rij.beoordeling = json_van(aanmelding.beoordeling) if aanmelding.beoordeling else None
    return rij


def aanmelding_uit(rij: AanmeldingRij) -> Aanmelding:
    """The application of a row."""
    return Aanmelding(
        id=rij.id,
        agb_code=rij.agb_code,
        perceel_code=rij.perceel_code,
        ontvangen_op=rij.ontvangen_op,
        ondertekend=rij.ondertekend,
        akkoord_zonder_voorbehoud=rij.akkoord_zonder_voorbehoud,
        bewijsstukken=tuple(_bewijsstuk(one) for one in rij.bewijsstukken),
        trace_id=rij.trace_id,
        staat=AanmeldingStaat(rij.staat),
        aanvulling_uiterlijk=rij.aanvulling_uiterlijk,
        beoordeling=_beoordeling(rij.beoordeling) if rij.beoordeling else None,
    )


def _bewijsstuk(data: dict[str, Any]) -> Bewijsstuk:
    return Bewijsstuk(
        bewijssoort=Bewijssoort(data["bewijssoort"]),
        datum=dt.date.fromisoformat(data["datum"]),
        ontvangen_op=dt.date.fromisoformat(data["ontvangen_op"]),
        verklaring=data["verklaring"],
    )


def _beoordeling(data: dict[str, Any]) -> Beoordeling:
    return Beoordeling(
        datum=dt.date.fromisoformat(data["datum"]),
        oordelen=tuple(
            CriteriumOordeel(
                criterium=one["criterium"],
                voldoet=one["voldoet"],
                reden=Reden(**one["reden"]) if one["reden"] else None,
            )
            for one in data["oordelen"]
        ),
        stap=data["stap"],
        redenen=tuple(Reden(**one) for one in data["redenen"]),
    )


def overeenkomst_rij(overeenkomst: Overeenkomst) -> OvereenkomstRij:
    """The row of an agreement, without its prices and terms."""
    budget = overeenkomst.taakbudget
    return OvereenkomstRij(
        id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        perceel_code=overeenkomst.perceel_code,
        wet=overeenkomst.wet,
        variant=overeenkomst.variant,
        programmalijn=overeenkomst.programmalijn,
        gemeenten=list(overeenkomst.gemeenten),
        ingangsdatum=overeenkomst.ingangsdatum,
        einddatum=overeenkomst.einddatum,
        jaarbudget_cent=budget.jaarbudget_cent if budget else None,
        verdeelsleutel=dict(budget.verdeelsleutel) if budget else None,
        termijnen_per_jaar=budget.termijnen_per_jaar if budget else None,
        trace_id=overeenkomst.trace_id,
        reden_einde=overeenkomst.reden_einde,
    )


def overeenkomst_uit(rij: OvereenkomstRij, prijzen: Iterable[PrijsRij]) -> Overeenkomst:
    """The agreement of a row with its price versions."""
    return Overeenkomst(
        id=rij.id,
        agb_code=rij.agb_code,
        perceel_code=rij.perceel_code,
        wet=Wet(rij.wet),
        variant=Variant(rij.variant),
        programmalijn=rij.programmalijn,
        gemeenten=tuple(rij.gemeenten),
        ingangsdatum=rij.ingangsdatum,
        einddatum=rij.einddatum,
        taakbudget=_taakbudget(rij),
        trace_id=rij.trace_id,
        prijzen=tuple(prijs_uit(one) for one in prijzen),
        reden_einde=rij.reden_einde,
    )


def _taakbudget(rij: OvereenkomstRij) -> Taakbudget | None:
    if rij.jaarbudget_cent is None:
        return None
    return Taakbudget(
        jaarbudget_cent=rij.jaarbudget_cent,
        verdeelsleutel=rij.verdeelsleutel or {},
        termijnen_per_jaar=rij.termijnen_per_jaar or 0,
    )


def prijs_rij(overeenkomst_id: Any, prijs: Prijs) -> PrijsRij:
    """The row of a price version."""
    opgave = dataclasses.asdict(prijs.opgave)
    return PrijsRij(
        id=prijs.id,
        overeenkomst_id=overeenkomst_id,
        versie=prijs.versie,
        **{**opgave, "gemeenten": list(prijs.opgave.gemeenten)},
    )


def prijs_uit(rij: PrijsRij) -> Prijs:
    """The price version of a row."""
    opgave = Prijsopgave(
        productcategorie=rij.productcategorie,
        productcode=rij.productcode,
        eenheid=rij.eenheid,
        tarief_cent=rij.tarief_cent,
        geldig_van=rij.geldig_van,
        geldig_tot=rij.geldig_tot,
        gemeenten=tuple(rij.gemeenten),
    )
    return Prijs(id=rij.id, versie=rij.versie, opgave=opgave)


def deelname_uit(rij: DeelnameRij) -> RegioDeelname:
    """The participation of a row."""
    return RegioDeelname(gemeente=rij.gemeente, dienst=Dienst(rij.dienst), van=rij.van, tot=rij.tot)


def maatregel_uit(rij: MaatregelRij) -> Maatregel | None:
    """The measure of a row; None while only its end is known."""
    if rij.van is None or rij.soort is None or rij.grond is None:
        return None
    return Maatregel(
        id=rij.id,
        agb_code=rij.agb_code,
        soort=rij.soort,
        gemeenten=tuple(rij.gemeenten or ()),
        van=rij.van,
        tot=rij.tot,
        grond=rij.grond,
        einddatum=rij.einddatum,
        reden_einde=rij.reden_einde,
    )


def json_van(value: Bewijsstuk | Beoordeling) -> dict[str, Any]:
    """The dataclass as JSON values; dates in ISO 8601."""
    return {name: _json(one) for name, one in dataclasses.asdict(value).items()}


def _json(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    if isinstance(value, dict):
        return {name: _json(one) for name, one in value.items()}
    return value
