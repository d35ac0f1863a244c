import datetime as dt
from collections.abc import Mapping

from contracting.application.sturing.ports import Budgetten, Grootboek
from contracting.application.sturing.queries import Monitorvragen
from contracting.domain.sturing.grootboek import Boekregel, Boeksoort, Boekstuk, Plek, open_deel, open_vanaf
from contracting.domain.sturing.monitor import Budget
from risb_kern.lists import Bereik
from typing_extensions import override


class FakeGrootboek(Grootboek):
    def __init__(self) -> None:
        self._stukken: dict[tuple[str, str], Boekstuk] = {}

    @override
    async def book(self, boekstuk: Boekstuk) -> None:
        sleutel = (boekstuk.soort, boekstuk.kenmerk)
        if sleutel not in self._stukken or self._stukken[sleutel].rang < boekstuk.rang:
            self._stukken[sleutel] = boekstuk

    def regels(self, jaar: int, bereik: Bereik) -> list[tuple[Boeksoort, Boekregel]]:
        """The lines of a year that hold an amount, with the kind of their voucher."""
        return [
            (stuk.soort, one)
            for stuk in self._stukken.values()
            for one in stuk.regels
            if one.jaar == jaar and (one.verplicht_cent or one.betaald_cent) and bereik.ziet(gemeenten=[one.gemeente])
        ]


class FakeBudgetten(Budgetten):
    def __init__(self) -> None:
        self.alle: dict[tuple[str, str, int], Budget] = {}

    @override
    async def get(self, gemeente: str, programmalijn: str, jaar: int) -> Budget | None:
        return self.alle.get((gemeente, programmalijn, jaar))

    @override
    async def find(self, gemeente: str, programmalijn: str, jaar: int) -> Budget | None:
        return self.alle.get((gemeente, programmalijn, jaar))

    @override
    async def save(self, budget: Budget) -> None:
        self.alle[budget.gemeente, budget.programmalijn, budget.jaar] = budget


class FakeMonitorvragen(Monitorvragen):
    def __init__(self, budgetten: FakeBudgetten, grootboek: FakeGrootboek) -> None:
        self._budgetten = budgetten
        self._grootboek = grootboek

    @override
    async def sum_budgetten(self, jaar: int, bereik: Bereik) -> Mapping[Plek, int]:
        return {
            (one.gemeente, one.programmalijn): one.bedrag_cent
            for one in self._budgetten.alle.values()
            if one.jaar == jaar and bereik.ziet(gemeenten=[one.gemeente])
        }

    @override
    async def sum_geboekt(self, jaar: int, bereik: Bereik) -> Mapping[Plek, tuple[int, int]]:
        sommen: dict[Plek, tuple[int, int]] = {}
        for _, one in self._grootboek.regels(jaar, bereik):
            verplicht, betaald = sommen.get((one.gemeente, one.programmalijn), (0, 0))
            som = (verplicht + one.verplicht_cent, betaald + one.betaald_cent)
            sommen[one.gemeente, one.programmalijn] = som
        return sommen

    @override
    async def sum_open(self, jaar: int, bereik: Bereik, *, vandaag: dt.date) -> Mapping[Plek, int]:
        sommen: dict[Plek, int] = {}
        vanaf = {Boeksoort.TOEWIJZING: open_vanaf(vandaag), Boeksoort.TERMIJN: vandaag}
        for soort, one in self._grootboek.regels(jaar, bereik):
            if soort in vanaf:
                plek = (one.gemeente, one.programmalijn)
                sommen[plek] = sommen.get(plek, 0) + open_deel(one, vanaf[soort])
        return sommen
