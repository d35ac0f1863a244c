"""Letters that are not set: their facts as text, so that a test can read them."""

from risb_zaak.letter_ports import Brief, Zetter
from typing_extensions import override


class FakeZetter(Zetter):
    """The same bytes for the same letter, as the port promises."""

    @override
    async def pdf(self, brief: Brief) -> bytes:
        return repr(brief).encode()

    @override
    async def html(self, brief: Brief) -> bytes:
        return repr(brief).encode()
