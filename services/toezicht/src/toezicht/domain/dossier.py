"""The fold: everything the stream knows about one aanbieder. Same events, any order, any repetition: same dossier."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from toezicht.domain.deeltelling import Deeltelling
from toezicht.domain.maandbeeld import Maandbeeld, maandbeeld, periode_van


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Capaciteit:
    """Hours a month that an aanbieder says it can deliver, from `datum` on; ordered by which one is newer."""

    datum: dt.date
    vastgelegd_op: dt.datetime
    gebeurtenis_id: str
    uren_per_maand: int


class Aanbiederdossier:
    """Parts of files and statements of capacity of one aanbieder; keeps figures of months until they change."""

    def __init__(self, agb_code: str) -> None:
        self.agb_code = agb_code
        self._delen: dict[str, dict[int, Deeltelling]] = {}
        self._capaciteiten: dict[str, Capaciteit] = {}
        self._maanden: dict[int, Maandbeeld] = {}

    def voeg_toe(self, deel: Deeltelling) -> bool:
        """Take in a part; False when it (or a newer version of it) was there already."""
        bestand = self._delen.setdefault(deel.bestand_id, {})
        vorige = bestand.get(deel.deel)
        if vorige is not None and vorige.rang >= deel.rang:
            return False
        bestand[deel.deel] = deel
        if vorige is not None or _is_heel(bestand):
            self._herbereken({*_perioden(deel), *(_perioden(vorige) if vorige else set())}, bestand)
        return True

    def stel_capaciteit(self, capaciteit: Capaciteit) -> None:
        """Take in a statement of capacity; a repeated one changes nothing."""
        self._capaciteiten[capaciteit.gebeurtenis_id] = capaciteit

    @property
    def maanden(self) -> Mapping[int, Maandbeeld]:
        """Figures per month (jjjjmm), of files of which every part has arrived."""
        return self._maanden

    def capaciteit(self, periode: int) -> Capaciteit | None:
        """What the aanbieder said for that month: the newest statement, else its first one, else None."""
        jaar, maand = divmod(periode, 100)
        laatste_dag = dt.date(jaar, maand, monthrange(jaar, maand)[1])
        op_volgorde = sorted(self._capaciteiten.values())
        geldig = [one for one in op_volgorde if one.datum <= laatste_dag]
        return geldig[-1] if geldig else next(iter(op_volgorde), None)

    def _herbereken(self, perioden: set[int], bestand: Mapping[int, Deeltelling]) -> None:
        heel = [deel for delen in self._delen.values() if _is_heel(delen) for deel in delen.values()]
        for periode in perioden.union(*(_perioden(deel) for deel in bestand.values())):
            beeld = maandbeeld(periode, heel)
            if beeld is None:
                self._maanden.pop(periode, None)
            else:
                self._maanden[periode] = beeld


def _is_heel(bestand: Mapping[int, Deeltelling]) -> bool:
    """A file counts as soon as all its parts are there, so that no signal rests on half a file."""
    return all(len(bestand) == deel.delen for deel in bestand.values())


def _perioden(deel: Deeltelling) -> set[int]:
    return {int(one) for one in np.unique(periode_van(deel.kolommen[1]))}
