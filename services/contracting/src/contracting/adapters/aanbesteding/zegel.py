import uuid

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy
from typing_extensions import override

from contracting.application.aanbesteding.zegel import Zegel
from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, Inschrijving

_INHOUD = TypeAdapter(Inschrijfinhoud)


class SleutelZegel(Zegel):
    """With the data key of the service."""

    def __init__(self, privacy: Privacy) -> None:
        self._privacy = privacy

    @override
    def seal(self, inschrijving_id: uuid.UUID, inhoud: Inschrijfinhoud) -> bytes:
        return self._privacy.encrypt_file(_INHOUD.dump_json(inhoud), f"inschrijving|{inschrijving_id}")

    @override
    def open(self, inschrijving: Inschrijving) -> Inschrijfinhoud:
        inschrijving.controleer_leesbaar()
        return _INHOUD.validate_json(
            self._privacy.decrypt_file(inschrijving.verzegeld, f"inschrijving|{inschrijving.id}")
        )
