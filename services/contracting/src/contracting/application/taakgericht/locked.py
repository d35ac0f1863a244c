import uuid
from collections.abc import Sequence
from typing import TypeVar

from risb_kern.errors import not_found

from contracting.application.taakgericht.ports import Taakdossiers, Termijnen
from contracting.domain.taakgericht.taakbudget import Betaaltermijn

T = TypeVar("T")


async def locked(dossiers: Taakdossiers[T], dossier_id: uuid.UUID, wat: str) -> T:
    """The file; not found when there is none. `wat` with its article."""
    dossier = await dossiers.get(dossier_id)
    if dossier is None:
        raise not_found(wat)
    return dossier


async def lopende_termijnen(termijnen: Termijnen, overeenkomst_id: uuid.UUID) -> Sequence[Betaaltermijn]:
    """The terms that did not lapse."""
    return [one for one, vervallen in await termijnen.list(overeenkomst_id) if not vervallen]


async def alle_termijnen(termijnen: Termijnen, overeenkomst_id: uuid.UUID) -> Sequence[Betaaltermijn]:
    """Every term, also those that lapsed: their numbers are taken."""
    return [one for one, _ in await termijnen.list(overeenkomst_id)]
