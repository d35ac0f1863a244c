"""Between rows and decisions."""

from collections.abc import Iterable

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed

from subsidies.adapters.besluiten.tables import BesluitRij, LotingRij, LotRij
from subsidies.domain.besluiten.besluit import Besluit
from subsidies.domain.besluiten.loting import Lot, Loting

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


def loting_of(row: LotingRij, loten: Iterable[LotRij]) -> Loting:
    """The lottery in its rows."""
    return Loting(
        id=row.id,
        plafond_id=row.plafond_id,
        plaats=row.plaats,
        klaargezet_door=row.klaargezet_door,
        klaargezet_op=row.klaargezet_op,
        loten=tuple(
            Lot(aanvraag_id=one.aanvraag_id, aanspraak_cent=one.aanspraak_cent, nummer=one.nummer) for one in loten
        ),
        zaad=row.zaad,
        getuige=row.getuige,
        getrokken_op=row.getrokken_op,
    )
