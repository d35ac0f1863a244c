"""Between rows and applications; the secrets stand beside the application and never in it."""

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from subsidies.adapters.aanvragen.tables import AanvraagRij
from subsidies.application.aanvragen.ports import Geheim
from subsidies.application.aanvragen.queries import Aanvraagregel
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.regelingen.regeling import Regeling

_AANVRAAG = TypeAdapter(Aanvraag)
_INHOUD = Sealed("aanvraag.inhoud")


def aanvraag_of(row: AanvraagRij, privacy: Privacy) -> Aanvraag:
    """The application in a row."""
    return _AANVRAAG.validate_json(_INHOUD.open(privacy, row.id, row.inhoud))


def aanvraag_values(aanvraag: Aanvraag, regeling: Regeling, privacy: Privacy) -> dict[str, object]:
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
        "plaats": aanvraag.plaats(regeling),
        "beslisdatum": aanvraag.beslisdatum(regeling),
        "inhoud": _INHOUD.seal(privacy, aanvraag.id, _AANVRAAG.dump_json(aanvraag).decode()),
    }


def aanvraagregel_of(row: AanvraagRij, privacy: Privacy) -> Aanvraagregel:
    """The application as a list shows it."""
    aanvraag = aanvraag_of(row, privacy)
    return Aanvraagregel(
        id=row.id,
        regeling_code=row.regeling_code,
        gemeente=row.gemeente,
        wijk=row.wijk,
        soort=aanvraag.opgave.soort,
        gevraagd_cent=row.gevraagd_cent,
        status=aanvraag.status,
        ontvangen_op=row.ontvangen_op,
        beslisdatum=row.beslisdatum,
    )


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
