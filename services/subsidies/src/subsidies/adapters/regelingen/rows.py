"""Between rows and schemes."""

from dataclasses import replace

from pydantic import TypeAdapter
from risb_recht.periode import Periode

from subsidies.adapters.regelingen.tables import PlafondRij, RegelingRij
from subsidies.application.regelingen.queries import Plafondregel
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Intrekking, Plafond, Regeling

_REGELING = TypeAdapter(Regeling)


def regeling_of(row: RegelingRij) -> Regeling:
    """The scheme version in a row, with its withdrawal."""
    regeling = _REGELING.validate_python(row.inhoud)
    if row.ingetrokken_van is None or row.intrekkingsreden is None:
        return regeling
    return replace(regeling, ingetrokken=Intrekking(van=row.ingetrokken_van, reden=row.intrekkingsreden))


def regeling_inhoud(regeling: Regeling) -> dict[str, object]:
    """The JSON of a scheme version."""
    return dict(_REGELING.dump_python(regeling, mode="json", exclude={"ingetrokken"}))


def plafond_key(code: str, plafond: Plafond) -> dict[str, object]:
    """The columns that make it the same plafond in every version of the scheme."""
    gemeente, wijk, van, tot = plafond.sleutel
    return {"regeling_code": code, "gemeente": gemeente, "wijk": wijk, "van": van, "tot": tot}


def stand_of(row: PlafondRij) -> Plafondstand:
    """The ledger in a row."""
    return Plafondstand(id=row.id, bedrag_cent=row.bedrag_cent, verleend_cent=row.verleend_cent)


def plafondregel_of(row: PlafondRij) -> Plafondregel:
    """The row as visitors see it."""
    return Plafondregel(
        gemeente=row.gemeente,
        wijk=row.wijk or None,
        tijdvak=Periode(van=row.van, tot=row.tot),
        bedrag_cent=row.bedrag_cent,
        verleend_cent=row.verleend_cent,
    )
