"""The offline check wired: only readers of files, no server, database or settings."""

import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from declaraties.adapters.controle.plaatsen import zoek_regels
from declaraties.adapters.post.zippakket import Zippakket
from declaraties.adapters.standaard.xml.lezen import read_antwoord, read_bericht
from declaraties.application.controle.waarden import masker_tekst
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.entrypoints.controleer.opdracht import Pakket, voer_uit


class Lezers:
    """The readers of the service itself, so that the check and the service never differ."""

    def read_bericht(self, data: bytes) -> object:
        """As the worker reads it."""
        return read_bericht(data)

    def read_antwoord(self, data: bytes) -> Antwoord325:
        """As the answer is written."""
        return read_antwoord(data)

    def zoek_regels(self, data: bytes, plaatsen: Iterable[tuple[str, int, str]]) -> Mapping[tuple[str, int, str], int]:
        """Lines of places in a 323."""
        return zoek_regels(data, plaatsen)

    def pak_uit(self, data: bytes) -> Iterator[Pakket]:
        """As the door takes a ZIP in: the package as a whole must be in order."""
        pakket = Zippakket(io.BytesIO(data))
        for plaats, naam in enumerate(pakket.namen):
            yield Pakket(naam=masker_tekst(naam), data=b"".join(pakket.parts(plaats)))


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of the console script."""
    return voer_uit(sys.argv[1:] if argv is None else argv, Lezers())
