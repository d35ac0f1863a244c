import uuid

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy
from typing_extensions import override

from contracting.application.aanbesteding.ports import Zegel
from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, Inschrijving

_INHOUD = TypeAdapter(Inschrijfinhoud)


class SleutelZegel(Zegel):
    """With the data key of the service."""

    def __init__(self, privacy: Privacy) -> None:
        self._privacy = privacy

    @override
    def seal(self, inschrijving_id: uuid.UUID, inhoud: Inschrijfinhoud) -> bytes:
        return self._privacy.encrypt_file(_INHOUD.dump_json(inhoud), _plaats(inschrijving_id))

    @override
    def open(self, inschrijving: Inschrijving) -> Inschrijfinhoud:
        inschrijving.controleer_leesbaar()
        return _INHOUD.validate_json(self._privacy.decrypt_file(inschrijving.verzegeld, _plaats(inschrijving.id)))


def _plaats(inschrijving_id: uuid.UUID) -> str:
    """Table, column and row, so that it opens nowhere else."""
    return f"inschrijving.verzegeld|{inschrijving_id}"
