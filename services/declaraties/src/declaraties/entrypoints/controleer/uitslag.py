"""What the command found, and the exit code that follows from it."""

import datetime as dt
from dataclasses import dataclass

from declaraties.application.controle.antwoord_controleren import Antwoordverslag
from declaraties.application.controle.declaratie_controleren import Verslag

GOED, BEVINDINGEN, ONLEESBAAR = 0, 1, 2
_ZONDER_OPMERKING = frozenset({"0200", "8001"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitslag:
    """The reports; `antwoord` only with --antwoord, `toewijzingen` is how many were read (None: not asked)."""

    vandaag: dt.date
    verslagen: tuple[Verslag, ...]
    antwoord: Antwoordverslag | None = None
    toewijzingen: int | None = None
    overgeslagen: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """Exit code: unreadable outweighs findings; a refusal by the gemeente is a finding too."""
        alle = (*self.verslagen, *((self.antwoord.verslag,) if self.antwoord else ()))
        if any(verslag.onleesbaar for verslag in alle):
            return ONLEESBAAR
        afgewezen = self.antwoord is not None and _heeft_afwijzing(self.antwoord)
        return BEVINDINGEN if afgewezen or any(verslag.aantal for verslag in alle) else GOED


def _heeft_afwijzing(antwoord: Antwoordverslag) -> bool:
    return bool(antwoord.afgewezen) or any(code not in _ZONDER_OPMERKING for code, _, _ in antwoord.codes)
