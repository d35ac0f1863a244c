import datetime as dt
from collections.abc import Mapping

from contracting.application.sturing.ports import Budgetten, Grootboek
from contracting.application.sturing.queries import Monitorvragen
from contracting.domain.sturing.grootboek import Boekregel, Boekstuk, Plek
from contracting.domain.sturing.monitor import Budget, Geboekt
from contracting.domain.sturing.prognose import Poststand, nog_te_komen, open_deel, open_vanaf
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

    def regels(self, jaar: int, bereik: Bereik) -> list[Boekregel]:
        """The lines of a year that hold an amount."""
        return [
            one
            for stuk in self._stukken.values()
            for one in stuk.regels
            if one.jaar == jaar and not one.is_leeg and bereik.ziet(gemeenten=[one.gemeente])
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
    async def sum_geboekt(self, jaar: int, bereik: Bereik) -> Mapping[Plek, Geboekt]:
        sommen: dict[Plek, Geboekt] = {}
        for one in self._grootboek.regels(jaar, bereik):
            eerder = sommen.get((one.gemeente, one.programmalijn), Geboekt())
            sommen[one.gemeente, one.programmalijn] = Geboekt(
                verplicht_cent=eerder.verplicht_cent + one.verplicht_cent,
                betaalbaar_cent=eerder.betaalbaar_cent + one.betaalbaar_cent,
                vrijgegeven_cent=eerder.vrijgegeven_cent + one.vrijgegeven_cent,
                geweigerd_cent=eerder.geweigerd_cent + one.geweigerd_cent,
            )
        return sommen

    @override
    async def sum_open(self, jaar: int, bereik: Bereik, *, vandaag: dt.date) -> Mapping[Plek, int]:
        posten: dict[tuple[str, str, str], list[Boekregel]] = {}
        for one in self._grootboek.regels(jaar, bereik):
            posten.setdefault((one.gemeente, one.programmalijn, one.post), []).append(one)
        sommen: dict[Plek, int] = {}
        vanaf = open_vanaf(vandaag)
        for (gemeente, lijn, post), regels in posten.items():
            stand = Poststand(
                plek=(gemeente, lijn),
                post=post,
                verplicht_cent=sum(one.verplicht_cent for one in regels),
                betaalbaar_cent=sum(one.betaalbaar_cent for one in regels),
                open_cent=sum(open_deel(one, vanaf) for one in regels),
                recent_cent=sum(one.betaalbaar_cent for one in regels if one.tot and one.tot >= vanaf),
                gesteld=any(one.betaalbaar_cent for one in regels),
            )
            sommen[stand.plek] = sommen.get(stand.plek, 0) + nog_te_komen(stand, jaar, vandaag)
        return sommen
