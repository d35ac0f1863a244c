from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from risb_kern.privacy import Sealed
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.dossiers import SqlDossiers
from contracting.adapters.geschillen.tables import KlachtRij, KortgedingRij
from contracting.application.geschillen.ports import Klachten, Kortgedingen
from contracting.domain.geschillen.geschil import Klacht, Kortgeding


class SqlKortgedingen(SqlDossiers[Kortgeding, KortgedingRij], Kortgedingen):
    """Interim injunction proceedings."""

    tabel = KortgedingRij
    vorm = TypeAdapter(Kortgeding)
    zegel = Sealed("kortgeding.inhoud")

    @override
    async def list(self, perceel_code: str) -> Sequence[Kortgeding]:
        gevonden = await self._gevonden(select(KortgedingRij).where(col(KortgedingRij.perceel_code) == perceel_code))
        return sorted(gevonden, key=lambda one: (one.aanhangig_op, one.id))

    @override
    def _kolommen(self, dossier: Kortgeding) -> dict[str, Any]:
        return {"perceel_code": dossier.perceel_code}


class SqlKlachten(SqlDossiers[Klacht, KlachtRij], Klachten):
    """Complaints."""

    tabel = KlachtRij
    vorm = TypeAdapter(Klacht)
    zegel = Sealed("klacht.inhoud")

    @override
    def _kolommen(self, dossier: Klacht) -> dict[str, Any]:
        return {"aanbesteding_id": dossier.aanbesteding_id}
