"""Between rows and decisions."""

from pydantic import TypeAdapter

from subsidies.adapters.besluiten.tables import BesluitRij
from subsidies.domain.besluiten.besluit import Besluit

_BESLUIT = TypeAdapter(Besluit)


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
