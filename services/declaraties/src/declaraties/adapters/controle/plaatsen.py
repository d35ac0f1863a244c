"""On which line of a 323 something stands; a pass of its own, because the columns do not remember lines."""

from collections.abc import Iterable
from xml.parsers import expat

from declaraties.domain.standaard.regel import Klasse

# (klasse, position from 0, element or "" for the member of the klasse itself)
Plaats = tuple[str, int, str]
_KLASSE = {
    "Header": Klasse.KOP,
    "Declaratie": Klasse.DECLARATIE,
    "Client": Klasse.CLIENT,
    "Prestatie": Klasse.PRESTATIE,
}
_SCHEIDING = "|"
_STUK = 1 << 16


def zoek_regels(data: bytes, plaatsen: Iterable[Plaats]) -> dict[Plaats, int]:
    """Line numbers (the first line is 1) of these places in a valid 323; a place that is not there is left out."""
    gezocht = {
        plaats
        for klasse, positie, element in plaatsen
        for plaats in ((klasse, positie, element), (klasse, positie, ""))
    }
    if not gezocht:
        return {}
    speurder = _Speurder(gezocht)
    try:
        speurder.read(data)
    except expat.ExpatError:
        return {}
    return speurder.gevonden


class _Speurder:
    """Counts the members of each klasse while the tags go by."""

    def __init__(self, gezocht: set[Plaats]) -> None:
        self.gevonden: dict[Plaats, int] = {}
        self._gezocht = gezocht
        self._tellers = dict.fromkeys(_KLASSE.values(), -1)
        self._leden = {(klasse, positie) for klasse, positie, _ in gezocht}
        self._open: list[tuple[str, int] | None] = []
        self._parser = expat.ParserCreate(namespace_separator=_SCHEIDING)
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._einde

    def read(self, data: bytes) -> None:
        """Read as far as the last place asked for."""
        for begin in range(0, len(data), _STUK):
            self._parser.Parse(data[begin : begin + _STUK], begin + _STUK >= len(data))
            if len(self.gevonden) == len(self._gezocht):
                return

    def _begin(self, naam: str, _attributen: object) -> None:
        element = naam.rpartition(_SCHEIDING)[2]
        klasse = _KLASSE.get(element)
        if klasse is not None:
            self._tellers[klasse] += 1
            lid = (klasse.value, self._tellers[klasse])
            self._open.append(lid if lid in self._leden else None)
            self._noteer(lid, "")
        elif self._open and (lid_nu := self._open[-1]) is not None:
            self._noteer(lid_nu, element)

    def _einde(self, naam: str) -> None:
        if naam.rpartition(_SCHEIDING)[2] in _KLASSE:
            self._open.pop()

    def _noteer(self, lid: tuple[str, int], element: str) -> None:
        plaats = (*lid, element)
        if plaats in self._gezocht:
            self.gevonden.setdefault(plaats, self._parser.CurrentLineNumber)
