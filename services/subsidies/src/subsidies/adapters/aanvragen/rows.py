"""Between rows and applications; the secrets stand beside the application and never in it."""

import datetime as dt

from pydantic import TypeAdapter
from risb_recht.periode import Periode
from sqlalchemy import RowMapping

from subsidies.adapters.aanvragen.tables import AanvraagRij
from subsidies.application.aanvragen.ports import Geheim
from subsidies.application.aanvragen.queries import Aanvraagregel
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.dubbel.regels import Plan
from subsidies.domain.regelingen.regeling import Regeling

PLANVELDEN = ("activiteit_van", "activiteit_tot", "titel", "doel")
_AANVRAAG = TypeAdapter(Aanvraag)


def aanvraag_of(row: AanvraagRij) -> Aanvraag:
    """The application in a row."""
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
        "plaats": aanvraag.plaats,
        "beslisdatum": aanvraag.beslisdatum(regeling),
        "inhoud": _AANVRAAG.dump_python(aanvraag, mode="json"),
    }


def aanvraagregel_of(row: AanvraagRij) -> Aanvraagregel:
    """The application as a list shows it."""
    aanvraag = aanvraag_of(row)
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


def plan_of(row: RowMapping) -> Plan:
    """The plan in a row of `PLANVELDEN`."""
    dagen = Periode(van=dt.date.fromisoformat(row["activiteit_van"]), tot=dt.date.fromisoformat(row["activiteit_tot"]))
    return Plan(aanvraag_id=row["id"], gemeente=row["gemeente"], dagen=dagen, titel=row["titel"], doel=row["doel"])


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
