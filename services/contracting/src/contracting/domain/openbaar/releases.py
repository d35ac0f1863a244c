"""Each published step as a release of OCDS 1.1.5, with the tag of that step.

Organisations have a code and no name, since an aanbieder may be one person; nothing of a bid is told, and no text that
somebody wrote but the title under which the procedure was announced.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from risb_kern.canonical import JSON
from risb_kern.clock import AMSTERDAM

from contracting.domain.openbaar.dossier import Openbaardossier, Openbarestap, ocid_van
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst

Release = dict[str, JSON]
BUREAU: Mapping[str, JSON] = MappingProxyType({"id": "inkoopbureau", "name": "Regionaal inkoopbureau sociaal domein"})
_DAGEINDE = dt.time(23, 59, 59)


def releases_van(dossier: Openbaardossier) -> list[Release]:
    """Everything that was published of a procedure, the first first; what is not public is left out."""
    return [_release(dossier, one) for one in dossier.stappen if one.soort in STAPPEN]


def moment(op: dt.datetime) -> str:
    """A moment as every release writes it: of one length, so that their order as text is that in time."""
    return op.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _release(dossier: Openbaardossier, stap: Openbarestap) -> Release:
    tags, inhoud = STAPPEN[stap.soort](dossier, stap)
    kop: Release = {
        "ocid": dossier.ocid,
        "id": stap.release_id,
        "date": moment(stap.op),
        "tag": tags,
        "initiationType": "tender",
    }
    return {**kop, **inhoud}


Deel = tuple[list[JSON], Release]


def _geopend(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    van = dossier.aanbesteding
    gemeenten = sorted({gemeente for one in van.percelen for gemeente in one.gemeenten})
    tender: Release = {
        "id": van.kenmerk,
        "title": van.titel,
        "status": "active",
        "procurementMethod": "open",
        "procurementMethodDetails": "toelatingsprocedure" if dossier.is_toelating else "aanbesteding",
        "mainProcurementCategory": "services",
        "tenderPeriod": {"startDate": moment(stap.op), "endDate": _sluiting(stap)},
        "procuringEntity": dict(BUREAU),
        "lots": [{"id": one.perceel_code, "status": "active"} for one in van.percelen],
    }
    kopers: list[JSON] = [{"id": f"gemeente-{one}", "roles": ["buyer"]} for one in gemeenten]
    inhoud: Release = {
        "buyer": dict(BUREAU),
        "parties": [{**BUREAU, "roles": ["buyer", "procuringEntity"]}, *kopers],
        "tender": tender,
    }
    if van.afroep_van is None:
        return ["tender"], inhoud
    raam: Release = {
        "id": "raamovereenkomst",
        "relationship": ["framework"],
        "scheme": "ocid",
        "identifier": ocid_van(van.afroep_van.aanbesteding_id),
    }
    selectief: Release = {**tender, "procurementMethod": "selective", "procurementMethodDetails": "minicompetitie"}
    return ["tender"], {**inhoud, "tender": selectief, "relatedProcesses": [raam]}


def _nota(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    nummer = str(stap.gegevens.get("nota"))
    nota = next((one for one in dossier.aanbesteding.notas if str(one.nummer) == nummer), None)
    document: Release = {
        "id": f"nota-{nummer}",
        "documentType": "clarifications",
        "title": f"Nota van inlichtingen {nummer}",
        "datePublished": moment(stap.op),
    }
    tender: Release = {
        "id": dossier.aanbesteding.kenmerk,
        "documents": [document],
        "tenderPeriod": {"endDate": _sluiting(stap)},
    }
    if nota is None or nota.wijziging is None:
        return ["tenderUpdate"], {"tender": tender}
    tender["amendments"] = [_wijziging(dossier, stap, f"Nota van inlichtingen {nummer}")]
    return ["tenderAmendment"], {"tender": tender}


def _inschrijvingen_geopend(dossier: Openbaardossier, _: Openbarestap) -> Deel:
    return ["tenderUpdate"], {"tender": {"id": dossier.aanbesteding.kenmerk, "status": "complete"}}


def _ingetrokken(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    weg = dossier.ingetrokken_met(stap)
    tender: Release = {
        "id": dossier.aanbesteding.kenmerk,
        "lots": [{"id": one, "status": "cancelled"} for one in sorted(weg)],
    }
    reden = stap.tekst("intrekkingsreden") or ""
    if weg == {one.perceel_code for one in dossier.aanbesteding.percelen}:
        return ["tenderCancellation"], {"tender": {**tender, "status": "cancelled", "statusDetails": reden}}
    return ["tenderAmendment"], {"tender": {**tender, "amendments": [_wijziging(dossier, stap, reden)]}}


def _gegund(_: Openbaardossier, stap: Openbarestap) -> Deel:
    return _awards(["award"], stap, stap.teksten("gegund"), "pending")


def _plaats_aanvaard(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    """One more place of who won already leaves the award as it is: an agreement may have been signed on it."""
    agb_code = stap.tekst("agb_code") or ""
    if agb_code in dossier.gunningen_van(stap):
        return ["awardUpdate"], {"awards": [{"id": award_id(stap.perceel_code, agb_code), "date": moment(stap.op)}]}
    return _awards(["award"], stap, (agb_code,), "pending")


def _gunning_ingetrokken(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    weg = dossier.gunningen_van(stap)
    awards: list[JSON] = [{"id": award_id(stap.perceel_code, one), "status": "cancelled"} for one in weg]
    return ["awardCancellation"], {"awards": awards}


def _awards(tags: list[JSON], stap: Openbarestap, aanbieders: tuple[str, ...], status: str) -> Deel:
    awards: list[JSON] = [
        {**_award(stap.perceel_code, one, status), "date": moment(stap.op), "relatedLots": [stap.perceel_code]}
        for one in aanbieders
    ]
    return tags, {"parties": [_leverancier(one) for one in aanbieders], "awards": awards}


def _gesloten(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    van = dossier.overeenkomsten[stap.zaak]
    award = _award(van.perceel_code, van.agb_code, "active")
    if dossier.is_toelating:
        award = {**award, "date": moment(stap.op), "relatedLots": [van.perceel_code]}
    contract = {
        **_contract(van),
        "status": "active",
        "dateSigned": moment(stap.op),
        "period": {"startDate": _begin(van.ingangsdatum), "endDate": _eind(_dag(stap))},
    }
    inhoud: Release = {"parties": [_leverancier(van.agb_code)], "awards": [award], "contracts": [contract]}
    return ["award" if dossier.is_toelating else "awardUpdate", "contract"], inhoud


def _prijs(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    contract = _contract(dossier.overeenkomsten[stap.zaak])
    wijziging = _wijziging(dossier, stap, f"Prijs vastgesteld, versie {stap.gegevens.get('versie')}")
    return ["contractAmendment"], {"contracts": [{**contract, "amendments": [wijziging]}]}


def _gewijzigd(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    """A change on a ground, an extension, another standard or a bridge; amounts are not told."""
    reden = stap.tekst("grondcode") or stap.tekst("versie") or stap.soort
    contract: Release = {
        **_contract(dossier.overeenkomsten[stap.zaak]),
        "amendments": [_wijziging(dossier, stap, reden)],
    }
    dag = _dag(stap)
    return ["contractAmendment"], {"contracts": [{**contract, "period": {"endDate": _eind(dag)}} if dag else contract]}


def _beeindigd(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    contract = _contract(dossier.overeenkomsten[stap.zaak])
    einde: Release = {"status": "terminated", "period": {"endDate": _eind(_dag(stap))}}
    return ["contractTermination"], {"contracts": [{**contract, **einde}]}


def _hersteld(dossier: Openbaardossier, stap: Openbarestap) -> Deel:
    wijziging = _wijziging(dossier, stap, "Beeindiging ingetrokken")
    contract: Release = {
        **_contract(dossier.overeenkomsten[stap.zaak]),
        "status": "active",
        "period": {"endDate": _eind(_dag(stap))},
        "amendments": [wijziging],
    }
    return ["contractAmendment"], {"contracts": [contract]}


STAPPEN: Mapping[str, Callable[[Openbaardossier, Openbarestap], Deel]] = MappingProxyType(
    {
        "aanbesteding_publiceren": _geopend,
        "nota_publiceren": _nota,
        "inschrijvingen_openen": _inschrijvingen_geopend,
        "aanbesteding_intrekken": _ingetrokken,
        "gunning_meedelen": _gegund,
        "plaats_aanvaarden": _plaats_aanvaard,
        "gunning_intrekken": _gunning_ingetrokken,
        "overeenkomst_sluiten": _gesloten,
        "prijs_vaststellen": _prijs,
        "overeenkomst_wijzigen": _gewijzigd,
        "overeenkomst_verlengen": _gewijzigd,
        "overeenkomsten_overbruggen": _gewijzigd,
        "standaard_overnemen": _gewijzigd,
        "overeenkomst_beeindigen": _beeindigd,
        "beeindiging_intrekken": _hersteld,
    }
)


def award_id(perceel_code: str, agb_code: str) -> str:
    """One award per aanbieder and perceel."""
    return f"{perceel_code}-{agb_code}"


def _award(perceel_code: str, agb_code: str, status: str) -> Release:
    return {"id": award_id(perceel_code, agb_code), "status": status, "suppliers": [{"id": f"agb-{agb_code}"}]}


def _contract(van: Overeenkomst) -> Release:
    return {"id": str(van.id), "awardID": award_id(van.perceel_code, van.agb_code)}


def _leverancier(agb_code: str) -> JSON:
    return {"id": f"agb-{agb_code}", "roles": ["tenderer", "supplier"]}


def _wijziging(dossier: Openbaardossier, stap: Openbarestap, reden: str) -> JSON:
    vorige = dossier.vorige_van(stap)
    return {
        "id": stap.release_id,
        "date": moment(stap.op),
        "rationale": reden,
        "amendsReleaseID": vorige.release_id if vorige else None,
        "releaseID": stap.release_id,
    }


def _sluiting(stap: Openbarestap) -> str | None:
    sluiting = stap.tekst("sluiting")
    return moment(dt.datetime.fromisoformat(sluiting)) if sluiting else None


def _dag(stap: Openbarestap) -> dt.date | None:
    dag = stap.tekst("einddatum")
    return dt.date.fromisoformat(dag) if dag else None


def _begin(dag: dt.date) -> str:
    return moment(dt.datetime.combine(dag, dt.time(), AMSTERDAM))


def _eind(dag: dt.date | None) -> str | None:
    return moment(dt.datetime.combine(dag, _DAGEINDE, AMSTERDAM)) if dag else None
