"""Between rows and domain objects; the JSON columns hold what pydantic makes of the dataclasses."""

from pydantic import TypeAdapter

from subsidies.adapters.tables import AandachtspuntRij, AanvraagRij, BesluitRij, RegelingRij, ZorgcontractRij
from subsidies.application.ports import Geheim
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt
from subsidies.domain.besluiten.besluit import Besluit
from subsidies.domain.dubbel.regels import Zorgcontract
from subsidies.domain.regelingen.regeling import Regeling

_REGELING = TypeAdapter(Regeling)
_AANVRAAG = TypeAdapter(Aanvraag)
_PUNT = TypeAdapter(Aandachtspunt)
_BESLUIT = TypeAdapter(Besluit)


def regeling_of(row: RegelingRij) -> Regeling:
    """The scheme version in a row."""
    return _REGELING.validate_python(row.inhoud)


def regeling_inhoud(regeling: Regeling) -> dict[str, object]:
    """The JSON of a scheme version."""
    return dict(_REGELING.dump_python(regeling, mode="json"))


def aanvraag_of(row: AanvraagRij) -> Aanvraag:
    """The application in a row, without its secrets."""
    return _AANVRAAG.validate_python(row.inhoud)


def aanvraag_values(aanvraag: Aanvraag, regeling: Regeling) -> dict[str, object]:
    """The columns that follow from an application; secrets and plafond are set apart."""
    opgave = aanvraag.opgave
    return {
        "aanvrager_sub": aanvraag.aanvrager_sub,
        "regeling_code": aanvraag.regeling_code,
        "regeling_versie": aanvraag.regeling_versie,
        "gemeente": opgave.gemeente,
        "wijk": opgave.wijk,
        "kvk_nummer": opgave.kvk_nummer,
        "status": aanvraag.status.value,
        "gevraagd_cent": opgave.gevraagd_cent,
        "aanspraak_cent": aanvraag.aanspraak_cent(regeling),
        "ontvangen_op": aanvraag.ontvangen_op,
        "volledig_op": aanvraag.volledig_op,
        "beslisdatum": aanvraag.beslisdatum(regeling),
        "inhoud": _AANVRAAG.dump_python(aanvraag, mode="json"),
    }


def geheim_of(row: AanvraagRij) -> Geheim:
    """The secrets in a row."""
    return Geheim(
        iban_versleuteld=row.iban_versleuteld,
        iban_hash=row.iban_hash,
        bsn_versleuteld=row.bsn_versleuteld,
        bsn_hash=row.bsn_hash,
        aanvrager_hash=row.aanvrager_hash,
        tekst_hash=row.tekst_hash,
    )


def punt_of(row: AandachtspuntRij) -> Aandachtspunt:
    """The point in a row."""
    return _PUNT.validate_python(row.inhoud)


def punt_inhoud(punt: Aandachtspunt) -> dict[str, object]:
    """The JSON of a point."""
    return dict(_PUNT.dump_python(punt, mode="json"))


def besluit_of(row: BesluitRij) -> Besluit:
    """The decision in a row."""
    return _BESLUIT.validate_python(row.inhoud)


def besluit_row(besluit: Besluit) -> BesluitRij:
    """The row of a decision."""
    return BesluitRij(
        id=besluit.id,
        aanvraag_id=besluit.aanvraag_id,
        register_id=besluit.register_id,
        soort=besluit.soort.value,
        verleend_cent=besluit.verleend_cent,
        besluitdatum=besluit.besluitdatum,
        inhoud=_BESLUIT.dump_python(besluit, mode="json"),
    )


def contract_of(row: ZorgcontractRij) -> Zorgcontract | None:
    """The contract in a row, with the earliest end; None while only its end is known, or when it never ran."""
    if row.gemeenten is None or row.van is None or row.perceel_code is None or row.variant is None:
        return None
    einden = [dag for dag in (row.tot, row.beeindigd_per) if dag is not None]
    einde = min(einden, default=None)
    if einde is not None and einde < row.van:
        return None
    return Zorgcontract(
        overeenkomst_id=row.overeenkomst_id,
        agb_code=row.agb_code,
        perceel_code=row.perceel_code,
        variant=row.variant,
        gemeenten=tuple(row.gemeenten),
        van=row.van,
        tot=einde,
    )
