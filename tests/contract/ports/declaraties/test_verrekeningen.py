"""What the settlements and the history of woonplaatsen promise."""

import dataclasses
import datetime as dt
import uuid

import pytest
from declaraties.adapters.uow import SqlUow
from declaraties.application.toewijzen.contractfeiten import Prijsfeit
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.uow import Uow
from declaraties.application.verrekenen.ports import Verrekening, Verrekentaak
from declaraties.application.verrekenen.queries import Verrekeningfilter
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.verrekenen.verrekening import (
    Goedgekeurd,
    Mutatie,
    Verrekenpost,
    Verrekenreden,
    Verrekenstand,
)
from declaraties.domain.verrekenen.woonplaats import Woonplaats
from risb_kern.lists import Bereik, Blad
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.builders.declaraties import AGB, GEMEENTE
from tests.builders.handelingen import NU, ontvangst
from tests.fakes.declaraties.uow import FakeUow

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
CLIENT, BUURGEMEENTE = b"\x01" * 16, "9999"
VRAAG = Verrekenvraag(agb_code=AGB, wet="wmo", aanleiding="prijs")
REGEL = Goedgekeurd(
    bestand_nummer=1,
    regel=0,
    gemeente=GEMEENTE,
    client=CLIENT,
    toewijzing=101,
    code="02A03",
    eenheid="04",
    begin=dt.date(2026, 4, 1),
    eind=dt.date(2026, 4, 30),
    volume=4,
    bedrag=5000,
    gecrediteerd=False,
)
VERREKENING = Verrekening(
    id=uuid.UUID(int=1),
    agb_code=AGB,
    wet="wmo",
    gemeente=GEMEENTE,
    naar_gemeente=None,
    programmalijn="2.1.3",
    jaar=2026,
    aanleiding="prijs",
    bedrag_cent=200,
    regels=1,
)
TUSSEN_GEMEENTEN = dataclasses.replace(
    VERREKENING, id=uuid.UUID(int=2), naar_gemeente=BUURGEMEENTE, aanleiding="woonplaats"
)
WOONPLAATS = Woonplaats(client=CLIENT, wet=Wet.JW, gemeente=GEMEENTE, vanaf=dt.date(2026, 1, 1))


def taak(vraag: Verrekenvraag = VRAAG, tot: tuple[int, int] = (0, -1)) -> Verrekentaak:
    return Verrekentaak(volgnummer=1, vraag=vraag, tot=tot, trace_id="0" * 32)


def step(versie: int, cent: int, stand: int, regel: Goedgekeurd = REGEL) -> Mutatie:
    daarna = Verrekenstand(cent=stand, reden=Verrekenreden.TARIEF_GEWIJZIGD)
    return Mutatie(sleutel=regel.sleutel(Verrekenpost.PRIJS), versie=versie, cent=cent, daarna=daarna)


async def approved(uow: Uow, *regels: Goedgekeurd) -> list[Goedgekeurd]:
    """These lines, in a message that was answered."""
    bestand, _ = await uow.bestanden.add(ontvangst())
    klaar = Afloop(status=Berichtstatus.AANGEBODEN, telt=True, declaratienummer="D1")
    await uow.bestanden.finish(bestand.nummer, klaar, nu=NU)
    alle = [dataclasses.replace(one, bestand_nummer=bestand.nummer) for one in regels]
    if isinstance(uow, FakeUow):
        uow.verrekeningen.goedgekeurd += alle
        uow.verrekeningen.referenties |= {(one.bestand_nummer, one.regel): f"P{one.regel}" for one in alle}
        return alle
    assert isinstance(uow, SqlUow)
    insert = text(
        "INSERT INTO prestatie (bestand_nummer, regel, client, referentie, toewijzing, categorie, code, begin, eind,"
        " volume, volume_maximum, eenheid, tarief, bedrag, credit, goedgekeurd, retourcodes) VALUES (:bestand_nummer, :regel, :client,"
        " :referentie, :toewijzing, '02', :code, :begin, :eind, :volume, :volume, :eenheid, 1250, :bedrag, false, true, '')"
    )
    await uow.session.execute(insert, [{**dataclasses.asdict(one), "referentie": f"P{one.regel}"} for one in alle])
    return alle


async def test_the_approved_lines_of_a_task_come_in_order_and_in_parts(uow: Uow) -> None:
    alle = await approved(uow, *(dataclasses.replace(REGEL, regel=nummer) for nummer in (2, 0, 1)))
    op_volgorde = sorted(alle, key=lambda one: one.regel)

    eerste = await uow.verrekeningen.list_goedgekeurd(taak(), hoogstens=2)
    rest = await uow.verrekeningen.list_goedgekeurd(taak(tot=(alle[0].bestand_nummer, 1)), hoogstens=2)

    assert (list(eerste), list(rest)) == (op_volgorde[:2], op_volgorde[2:])


@pytest.mark.parametrize(
    "alleen",
    [
        {"productcode": "02A03"},
        {"toewijzing": 101},
        {"client": CLIENT},
        {"vanaf": REGEL.begin},
    ],
    ids=["product", "toewijzing", "client", "first day"],
)
async def test_a_task_looks_only_at_the_lines_that_its_question_is_about(uow: Uow, alleen: dict[str, object]) -> None:
    ander = dataclasses.replace(
        REGEL, regel=1, code="01A01", toewijzing=102, client=b"\x02" * 16, begin=dt.date(2026, 3, 1)
    )
    eigen, _ = await approved(uow, REGEL, ander)

    gevonden = await uow.verrekeningen.list_goedgekeurd(
        taak(dataclasses.replace(VRAAG, **alleen)),  # type: ignore[arg-type]  # fields of the question
        hoogstens=5,
    )

    assert list(gevonden) == [eigen]


async def test_what_lines_depend_on_is_read_as_it_is_known_now(uow: Uow) -> None:
    prijs = Prijsfeit(
        prijs_id=uuid.UUID(int=1),
        overeenkomst_id=uuid.UUID(int=2),
        agb_code=AGB,
        wet="jw",
        versie=1,
        productcode="02A03",
        eenheid="04",
        tarief_cent=1300,
        geldig_van=dt.date(2023, 1, 1),
        gemeenten=[GEMEENTE],
    )
    await uow.contractfeiten.save(prijs)
    for nummer, gemeente in enumerate((GEMEENTE, BUURGEMEENTE)):
        one = dataclasses.replace(WOONPLAATS, gemeente=gemeente)
        await uow.woonplaatsen.add(one, kenmerk=uuid.UUID(int=nummer), door="gemeente", nu=NU)

    feiten, _ = await uow.verrekeningen.read_feiten(taak(dataclasses.replace(VRAAG, wet="jw")), [REGEL])
    onder_wmo, _ = await uow.verrekeningen.read_feiten(taak(), [REGEL])

    assert [one.tarief for one in feiten.prijzen[GEMEENTE, "02A03"]] == [1300]
    keuzes = sorted(feiten.woonplaatsen[CLIENT], key=lambda one: one.volgnummer)
    assert [one.gemeente for one in keuzes] == [GEMEENTE, BUURGEMEENTE]
    assert (dict(onder_wmo.prijzen), dict(onder_wmo.woonplaatsen)) == ({}, {})


async def test_of_each_post_of_the_lines_asked_for_the_last_step_is_known(uow: Uow) -> None:
    ander = dataclasses.replace(REGEL, regel=1)
    await uow.verrekeningen.add(VERREKENING, [step(1, 200, 200), step(1, 70, 70, ander)], nu=NU)
    await uow.verrekeningen.add(dataclasses.replace(VERREKENING, id=uuid.UUID(int=3)), [step(2, -50, 150)], nu=NU)

    bekend = await uow.verrekeningen.list_bekend([REGEL])

    stand = Verrekenstand(cent=150, reden=Verrekenreden.TARIEF_GEWIJZIGD)
    assert bekend == {(1, 0): {REGEL.sleutel(Verrekenpost.PRIJS): (2, stand)}}


async def test_the_same_step_of_a_post_is_never_settled_twice(uow: Uow) -> None:
    await uow.verrekeningen.add(VERREKENING, [step(1, 200, 200)], nu=NU)

    with pytest.raises((IntegrityError, ValueError), match=r"verrekeningregel|settled once"):
        await uow.verrekeningen.add(TUSSEN_GEMEENTEN, [step(1, 200, 200)], nu=NU)


async def test_what_gemeenten_settle_among_themselves_is_not_for_the_aanbieder(uow: Uow) -> None:
    await uow.verrekeningen.add(VERREKENING, [step(1, 200, 200)], nu=NU)
    await uow.verrekeningen.add(TUSSEN_GEMEENTEN, [step(2, 200, 400)], nu=NU)

    async def seen(bereik: Bereik) -> list[uuid.UUID]:
        return [one.id for one in await uow.verrekeningvragen.list(bereik, Verrekeningfilter(), Blad())]

    aanbieder, buur = Bereik(agb_codes=frozenset({AGB})), Bereik(gemeenten=frozenset({BUURGEMEENTE}))
    assert await seen(Bereik(gemeenten=frozenset({GEMEENTE}))) == [VERREKENING.id, TUSSEN_GEMEENTEN.id]
    assert (await seen(aanbieder), await seen(buur)) == ([VERREKENING.id], [TUSSEN_GEMEENTEN.id])
    assert await uow.verrekeningvragen.find(aanbieder, TUSSEN_GEMEENTEN.id) is None
    gevonden = await uow.verrekeningvragen.find(buur, TUSSEN_GEMEENTEN.id)
    assert gevonden is not None
    assert (gevonden.bedrag_cent, gevonden.regels, gevonden.berekend_op) == (200, 1, NU)


async def test_settlements_are_listed_as_they_were_made_and_by_what_they_are_about(uow: Uow) -> None:
    for nummer, one in enumerate((TUSSEN_GEMEENTEN, VERREKENING), start=1):
        await uow.verrekeningen.add(one, [step(nummer, 200, 200)], nu=NU)

    async def seen(filters: Verrekeningfilter, blad: Blad) -> list[uuid.UUID]:
        return [one.id for one in await uow.verrekeningvragen.list(ALLES, filters, blad)]

    eerste, _ = await uow.verrekeningvragen.list(ALLES, Verrekeningfilter(), Blad(limiet=1))
    assert eerste.id == TUSSEN_GEMEENTEN.id
    assert await seen(Verrekeningfilter(), Blad(na=(eerste.volgnummer,))) == [VERREKENING.id]
    assert await seen(Verrekeningfilter(gemeente=BUURGEMEENTE), Blad()) == [TUSSEN_GEMEENTEN.id]
    assert await seen(Verrekeningfilter(aanleiding="prijs"), Blad()) == [VERREKENING.id]
    assert await seen(Verrekeningfilter(agb_code="00000000"), Blad()) == []


async def test_tasks_are_listed_newest_first_with_their_progress(uow: Uow) -> None:
    await approved(uow, REGEL)
    await uow.verrekentaken.add(VRAAG)
    (volgnummer,) = await uow.verrekentaken.list_open()
    begonnen = await uow.verrekentaken.take(volgnummer)
    assert begonnen is not None
    await uow.verrekentaken.save(begonnen, regels=[REGEL], klaar_op=None)
    await uow.verrekentaken.save(begonnen, regels=[REGEL, REGEL], klaar_op=NU)
    await uow.verrekentaken.add(dataclasses.replace(VRAAG, aanleiding="woonplaats"))

    nieuwste, oudste = await uow.verrekeningvragen.list_taken(Blad())

    assert (nieuwste.aanleiding, nieuwste.bekeken, nieuwste.klaar_op) == ("woonplaats", 0, None)
    assert (oudste.aanleiding, oudste.bekeken, oudste.klaar_op) == ("prijs", 3, NU)
    assert list(await uow.verrekeningvragen.list_taken(Blad(na=(nieuwste.volgnummer,)))) == [oudste]


async def test_the_history_of_a_client_is_for_gemeenten_that_are_or_were_concerned(uow: Uow) -> None:
    verhuisd = dataclasses.replace(WOONPLAATS, gemeente=BUURGEMEENTE, vanaf=dt.date(2026, 3, 1))
    ander = dataclasses.replace(WOONPLAATS, client=b"\x02" * 16)
    for nummer, one in enumerate((WOONPLAATS, verhuisd, ander)):
        await uow.woonplaatsen.add(one, kenmerk=uuid.UUID(int=nummer), door="gemeente", nu=NU)

    async def seen(bereik: Bereik) -> list[tuple[str, dt.date]]:
        return [(one.gemeente, one.vanaf) for one in await uow.verrekeningvragen.list_woonplaatsen(bereik, CLIENT)]

    alles = [(one.gemeente, one.vanaf) for one in (WOONPLAATS, verhuisd)]
    assert await seen(Bereik(gemeenten=frozenset({GEMEENTE}))) == alles
    assert await seen(Bereik(gemeenten=frozenset({"1234"}))) == []
    assert await seen(Bereik(agb_codes=frozenset({AGB}))) == []


async def test_the_lines_of_a_settlement_stand_beside_what_was_approved(uow: Uow) -> None:
    eerste, tweede = await approved(uow, REGEL, dataclasses.replace(REGEL, regel=1, bedrag=700))
    stappen = [step(1, 200, 200, eerste), step(1, -70, -70, tweede)]
    await uow.verrekeningen.add(VERREKENING, stappen, nu=NU)
    (lezing,) = await uow.verrekeningvragen.list(ALLES, Verrekeningfilter(), Blad())

    alle = await uow.verrekeningvragen.list_regels(lezing.volgnummer, Blad(orde="plaats"))
    na_de_eerste = Blad(orde="plaats", na=(eerste.bestand_nummer, eerste.regel))
    rest = await uow.verrekeningvragen.list_regels(lezing.volgnummer, na_de_eerste)

    assert [(one.referentie, one.bedrag, one.bedrag_cent, one.stand_cent) for one in alle] == [
        ("P0", 5000, 200, 200),
        ("P1", 700, -70, -70),
    ]
    assert {(one.declaratienummer, one.client, one.toewijzing, one.post, one.reden) for one in alle} == {
        ("D1", CLIENT, 101, "prijs", "tarief-gewijzigd")
    }
    assert list(rest) == [alle[1]]


async def test_a_settlement_without_lines_is_kept(uow: Uow) -> None:
    await uow.verrekeningen.add(VERREKENING, [], nu=NU)

    (lezing,) = await uow.verrekeningvragen.list(ALLES, Verrekeningfilter(), Blad())
    assert list(await uow.verrekeningvragen.list_regels(lezing.volgnummer, Blad(orde="plaats"))) == []
