from collections.abc import Collection, Sequence

from risb_kern.lists import Bereik
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import visible
from contracting.adapters.maatregelen.tables import GROND, REDEN_EINDE, MaatregelRij
from contracting.application.maatregelen.queries import Maatregelvragen
from contracting.domain.maatregelen.maatregel import Maatregel


class SqlMaatregelvragen(Maatregelvragen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, bereik: Bereik, *, agb_codes: Collection[str] | None = None) -> Sequence[Maatregel]:
        query = select(MaatregelRij).where(visible(bereik, agb_code=MaatregelRij.agb_code))
        if agb_codes is not None:
            query = query.where(col(MaatregelRij.agb_code).in_(agb_codes))
        query = query.order_by(col(MaatregelRij.van).desc(), col(MaatregelRij.id))
        gevonden = (_maatregel(one, self._privacy) for one in (await self._session.execute(query)).scalars())
        return [one for one in gevonden if one is not None]


def _maatregel(rij: MaatregelRij, privacy: Privacy) -> Maatregel | None:
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
        grond=GROND.open(privacy, rij.id, rij.grond),
        einddatum=rij.einddatum,
        reden_einde=REDEN_EINDE.open(privacy, rij.id, rij.reden_einde),
    )
