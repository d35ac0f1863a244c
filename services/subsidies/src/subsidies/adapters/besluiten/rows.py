"""Between rows and decisions."""

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from subsidies.adapters.besluiten.tables import BesluitRij
from subsidies.domain.besluiten.besluit import Besluit

_BESLUIT = TypeAdapter(Besluit)
_INHOUD = Sealed("besluit.inhoud")


def besluit_of(row: BesluitRij, privacy: Privacy) -> Besluit:
    """The decision in a row."""
    return _BESLUIT.validate_json(_INHOUD.open(privacy, row.id, row.inhoud))


def besluit_row(besluit: Besluit, privacy: Privacy) -> BesluitRij:
    """The row of a decision."""
    return BesluitRij(
        id=besluit.id,
        aanvraag_id=besluit.aanvraag_id,
        register_id=besluit.register_id,
        soort=besluit.soort.value,
        verleend_cent=besluit.verleend_cent,
        besluitdatum=besluit.besluitdatum,
        inhoud=_INHOUD.seal(privacy, besluit.id, _BESLUIT.dump_json(besluit).decode()),
    )
