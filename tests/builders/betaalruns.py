"""Payment over a unit of work in memory: a till with accounts, its runs, and what may be asked of it."""

import datetime as dt
import uuid
from typing import Any

from declaraties.application.betalen import handelingen as betalen
from declaraties.application.betalen.ports import AANBIEDER, GEMEENTE, Betaalbestand, Betaalgereedschap
from declaraties.domain.betalen.betaalcontrole import Controleregels
from declaraties.domain.betalen.betaalrun import Betaalrun
from declaraties.domain.betalen.betaaltermijn import Termijnkorting
from declaraties.domain.betalen.betaalvrijgave import Akkoord
from declaraties.domain.betalen.vergoeding import Vergoeding, Vergoedingsoort

from tests.builders.declaraties import AGB, KLOK
from tests.builders.declaraties import GEMEENTE as CODE
from tests.builders.handelingen import NU, handeling, rekeningfeit
from tests.fakes.declaraties.betalen import FakeRegister
from tests.fakes.declaraties.post import Deelname
from tests.fakes.declaraties.uow import FakeUow

ALLES = Controleregels(grens_cent=10**12, maandgrens_cent=10**12, steekproef_promille=0, zaad="")


def regio() -> FakeUow:
    """Storage that knows that the gemeente takes Wmo from the bureau up to the end of 2026."""
    uow = FakeUow()
    deelname = Deelname(gemeente=CODE, dienst="wmo", van=dt.date(2026, 1, 1), tot=dt.date(2026, 12, 31))
    uow.deelnames.alle.append(deelname)
    return uow


async def kas() -> FakeUow:
    """A till in which the gemeente and the aanbieder have an account."""
    uow = regio()
    for soort, houder in ((AANBIEDER, AGB), (GEMEENTE, CODE)):
        await betalen.rekening_overnemen(uow, handeling(), rekeningfeit(soort, houder))
    return uow


def _pain(order: Betaalbestand) -> bytes:
    return f"{order.msg_id}|{[one.bedrag_cent for one in order.overboekingen]}".encode()


def gereedschap(register: FakeRegister) -> Betaalgereedschap:
    """A payment file that says its name and amounts, and account numbers that are not encrypted."""
    return Betaalgereedschap(register=register, write=_pain, open=lambda rekening: rekening.nummer.decode())


async def voorbereid(uow: FakeUow, register: FakeRegister, regels: Controleregels = ALLES) -> Betaalrun:
    """A run prepared by "een" of what is due."""
    opdracht = betalen.Runopdracht(gemeente=CODE, agb_code=None, tot_en_met=KLOK, uitvoerdatum=KLOK)
    return await betalen.betaalrun_voorbereiden(
        uow, handeling("een"), opdracht, gereedschap=gereedschap(register), regels=regels
    )


async def geef_vrij(uow: FakeUow, register: FakeRegister, run: Betaalrun) -> Betaalrun:
    """The run as "twee" released it."""
    akkoord = Akkoord(door="twee", aantal=len(run.betalingen), bedrag_cent=run.bedrag_cent)
    await betalen.betaalrun_vrijgeven(uow, handeling("twee"), run.id, akkoord, gereedschap=gereedschap(register))
    return uow.betaalruns.alle[run.id]


async def vrijgegeven(uow: FakeUow, register: FakeRegister) -> Betaalrun:
    """A run prepared by "een" and released by "twee"."""
    return await geef_vrij(uow, register, await voorbereid(uow, register))


def termijnkorting(**anders: Any) -> Termijnkorting:
    """A cut of a quarter from today on, at every gemeente."""
    gewoon: dict[str, Any] = {
        "id": uuid.uuid4(),
        "overeenkomst_id": uuid.UUID(int=7),
        "gemeente": None,
        "percentage": 25,
        "van": KLOK,
        "tot": None,
        "reden": "Te weinig inzet",
    }
    return Termijnkorting(**(gewoon | anders))


def vergoeding(**anders: Any) -> Vergoeding:
    """A request of nine euro for continuity."""
    gewoon: dict[str, Any] = {
        "id": uuid.uuid4(),
        "soort": Vergoedingsoort.CONTINUITEIT,
        "agb_code": AGB,
        "gemeente": CODE,
        "wet": "wmo",
        "programmalijn": "2.1.3",
        "van": dt.date(2026, 3, 1),
        "tot": dt.date(2026, 3, 31),
        "gevraagd_cent": 900,
        "toelichting": "Uitval door ziekte",
        "aangevraagd_door": "aanbieder",
        "aangevraagd_op": NU,
    }
    return Vergoeding(**(gewoon | anders))
