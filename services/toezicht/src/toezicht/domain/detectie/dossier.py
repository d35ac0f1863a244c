"""The fold: everything the stream knows about one aanbieder. Same events, any order, any repetition: same dossier."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from risb_recht.kalender import maandeinde

from toezicht.domain.detectie.deeltelling import KOLOMMEN, Bewaard, Deeltelling
from toezicht.domain.detectie.maandbeeld import Groepbeeld, Maandbeeld, groepbeeld, maandbeeld, periode_van

Groep = tuple[int, str, str]
_CENT = KOLOMMEN.index("cent")


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
        # Of whole files: per month, gemeente and wet the lines of each part. A new file costs what is in it.
        self._groepen: dict[Groep, dict[str, tuple[Deeltelling, Bewaard]]] = {}
        self._beelden: dict[Groep, Groepbeeld] = {}
        self.versie = 0

    def take_in(self, deel: Deeltelling) -> bool:
        """Take in a part; False when it (or a newer version of it) was there already.

        `versie` goes up when that changes the figures of a month.
        """
        bestand = self._delen.setdefault(deel.bestand_id, {})
        vorige = bestand.get(deel.deel)
        if vorige is not None and vorige.rang >= deel.rang:
            return False
        was_heel = vorige is not None and _is_heel(bestand)
        bestand[deel.deel] = deel
        if was_heel and vorige is not None:
            self._vergeet([*bestand.values(), vorige])
        if _is_heel(bestand):
            self._neem_op(list(bestand.values()))
        return True

    def stel_capaciteit(self, capaciteit: Capaciteit) -> None:
        """Take in a statement of capacity; a repeated one changes nothing."""
        self._capaciteiten[capaciteit.gebeurtenis_id] = capaciteit
        self.versie += 1

    @property
    def maanden(self) -> Mapping[int, Maandbeeld]:
        """Figures per month (jjjjmm), of files of which every part has arrived."""
        return self._maanden

    def capaciteit(self, periode: int) -> Capaciteit | None:
        """What the aanbieder said for that month: the newest statement, else its first one, else None."""
        jaar, maand = divmod(periode, 100)
        laatste_dag = maandeinde(dt.date(jaar, maand, 1))
        op_volgorde = sorted(self._capaciteiten.values())
        geldig = [one for one in op_volgorde if one.datum <= laatste_dag]
        return geldig[-1] if geldig else next(iter(op_volgorde), None)

    def _neem_op(self, delen: Sequence[Deeltelling]) -> None:
        nieuw: dict[Groep, list[Bewaard]] = {}
        for deel in delen:
            for periode, kolommen in _per_maand(deel):
                groep = (periode, deel.gemeente, deel.wet)
                self._groepen.setdefault(groep, {})[deel.kenmerk] = (deel, kolommen)
                nieuw.setdefault(groep, []).append(kolommen)
        for groep, tabellen in nieuw.items():
            eerder = [self._beelden[groep].tabel] if groep in self._beelden else []
            self._beelden[groep] = groepbeeld([*eerder, *tabellen])
        self._ververs({periode for periode, _, _ in nieuw})

    def _vergeet(self, delen: Sequence[Deeltelling]) -> None:
        """Take a file out again: one of its parts got a newer version."""
        geraakt = {(periode, deel.gemeente, deel.wet) for deel in delen for periode, _ in _per_maand(deel)}
        for groep in geraakt & self._groepen.keys():
            for deel in delen:
                self._groepen[groep].pop(deel.kenmerk, None)
            del self._beelden[groep]
            if self._groepen[groep]:
                self._beelden[groep] = groepbeeld([kolommen for _, kolommen in self._groepen[groep].values()])
            else:
                del self._groepen[groep]
        self._ververs({periode for periode, _, _ in geraakt})

    def _ververs(self, perioden: set[int]) -> None:
        self.versie += 1
        for periode in perioden:
            groepen = [groep for groep in self._groepen if groep[0] == periode]
            delen = [paar for groep in groepen for paar in self._groepen[groep].values()]
            if delen:
                cent = [(deel, int(kolommen[_CENT].sum())) for deel, kolommen in delen]
                self._maanden[periode] = maandbeeld(periode, [self._beelden[groep] for groep in groepen], cent)
            else:
                self._maanden.pop(periode, None)


def _is_heel(bestand: Mapping[int, Deeltelling]) -> bool:
    """A file counts as soon as all its parts are there, so that no signal rests on half a file."""
    return all(len(bestand) == deel.delen for deel in bestand.values())


def _per_maand(deel: Deeltelling) -> list[tuple[int, Bewaard]]:
    """The lines of a part by the month in which they begin."""
    perioden = periode_van(deel.kolommen[1])
    maanden = np.unique(perioden).tolist()
    if len(maanden) == 1:
        return [(maanden[0], deel.kolommen)]
    return [(maand, deel.kolommen[:, perioden == maand]) for maand in maanden]
