"""What the reads about payables and payment promise."""

import dataclasses
import datetime as dt
import uuid

import pytest
from declaraties.application.betalen.queries import Opdrachtfilter
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht, Opdrachtsoort
from declaraties.domain.betalen.betaalrun import Betaalstatus, Overslagreden, Runstatus
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from risb_kern.lists import Bereik, Blad

from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE, KLOK
from tests.builders.handelingen import NU, kandidaat, losse_opdracht, ontvangst, vergoeding
from tests.contract.ports.declaraties.test_betalen import met_rekeningen, run, vrijgave

pytestmark = pytest.mark.integratie
ALLES, EIGEN, NIEMAND = Bereik(alles=True), Bereik(agb_codes=frozenset({AGB})), Bereik()
OP_NUMMER = Blad(orde="volgnummer")


async def answered(uow: Uow, cent: int, *, inhoud: bytes = b"<Bericht/>") -> tuple[Bestand, Betaalopdracht]:
    """A 323 of this month that was awarded in whole, with its payable."""
    bestand, _ = await uow.bestanden.add(ontvangst(inhoud=inhoud))
    afloop = Afloop(status=Berichtstatus.AANGEBODEN, telt=True, periode=KLOK, ingediend_cent=cent, toegekend_cent=cent)
    await uow.bestanden.finish(bestand.nummer, afloop, nu=NU)
    opdracht = Betaalopdracht(
        id=uuid.uuid4(), programmalijn="2.1.3", jaar=KLOK.year, bedrag_cent=cent, vervaldatum=KLOK
    )
    await uow.betaalopdrachten.add_of_berichten([(bestand, [opdracht])], nu=NU)
    return bestand, opdracht


async def test_payables_are_listed_as_they_were_made_to_those_they_concern(uow: Uow) -> None:
    bestand, van_bericht = await answered(uow, 900)
    los = losse_opdracht(70, agb_code=ANDERE_AGB, jaar=2025)
    await uow.betaalopdrachten.add(los, nu=NU)

    async def seen(bereik: Bereik = ALLES, blad: Blad = OP_NUMMER, **filters: object) -> list[uuid.UUID]:
        gevonden = await uow.opdrachtvragen.list(bereik, Opdrachtfilter(**filters), blad)  # type: ignore[arg-type]  # its fields
        return [one.id for one in gevonden]

    eerste, tweede = await uow.opdrachtvragen.list(ALLES, Opdrachtfilter(), OP_NUMMER)
    assert (eerste.id, eerste.soort, eerste.bestand_id) == (van_bericht.id, "prestaties", bestand.id)
    assert (tweede.id, tweede.soort, tweede.bestand_id, tweede.gemaakt_op) == (los.id, "continuiteit", None, NU)
    assert await seen(blad=dataclasses.replace(OP_NUMMER, na=(eerste.volgnummer,))) == [los.id]
    assert [await seen(EIGEN), await seen(NIEMAND)] == [[van_bericht.id], []]
    assert [await seen(jaar=2025), await seen(agb_code=AGB)] == [[los.id], [van_bericht.id]]
    assert [await seen(gemeente="9999"), len(await seen(gemeente=GEMEENTE))] == [[], 2]


async def test_runs_are_listed_newest_first_and_tell_what_the_bank_told(uow: Uow) -> None:
    await met_rekeningen(uow)
    for cent in (500, 70):
        await uow.betaalopdrachten.add(losse_opdracht(cent), nu=NU)
        await uow.betaalruns.release(vrijgave(await run(uow)), door="twee", bestand=b"<D/>", hersteld=False)
    nieuwste, oudste = await uow.betaalvragen.list_runs(Blad(orde="nummer", aflopend=True), gemeente=None)
    (terug,) = await uow.betaalvragen.list_betalingen_of_run(oudste.id)
    gevonden = await uow.betaalruns.get_betaling(terug.id)
    assert gevonden is not None
    geweigerd = dataclasses.replace(gevonden[1], status=Betaalstatus.GEWEIGERD)
    await uow.betaalruns.save_betaling(geweigerd, code="AC04", toelichting=None, door="een", nu=NU)

    na = Blad(orde="nummer", aflopend=True, na=(nieuwste.nummer,))
    (nu_oudste,) = await uow.betaalvragen.list_runs(na, gemeente=GEMEENTE)

    assert [(one.bedrag_cent, one.aantal, one.status) for one in (nieuwste, oudste)] == [
        (70, 1, Runstatus.VRIJGEGEVEN),
        (500, 1, Runstatus.VRIJGEGEVEN),
    ]
    assert (nu_oudste.id, nu_oudste.status) == (oudste.id, Runstatus.TERUGGEKOMEN)
    assert list(await uow.betaalvragen.list_runs(Blad(orde="nummer", aflopend=True), gemeente="9999")) == []
    assert await uow.betaalvragen.find_run(uuid.uuid4()) is None
    weer = await uow.betaalvragen.find_run(oudste.id)
    assert weer is not None
    assert (weer.id, weer.status) == (oudste.id, Runstatus.TERUGGEKOMEN)
    assert await uow.betaalvragen.total_open(dag=KLOK) == (500, KLOK)


async def test_an_aanbieder_sees_its_own_payments_once_they_are_released(uow: Uow) -> None:
    await met_rekeningen(uow)
    opdracht = losse_opdracht()
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    concept = await run(uow)

    async def seen(bereik: Bereik) -> list[uuid.UUID]:
        return [one.id for one in await uow.betaalvragen.list_betalingen(bereik, Blad(orde="id"))]

    betaling = concept.betalingen[0]
    voor = [await seen(bereik) for bereik in (ALLES, EIGEN)]
    await uow.betaalruns.release(vrijgave(concept), door="twee", bestand=b"<D/>", hersteld=False)

    assert voor == [[betaling.id], []]
    assert [await seen(bereik) for bereik in (ALLES, EIGEN, NIEMAND)] == [[betaling.id], [betaling.id], []]
    gevonden = await uow.betaalvragen.find_betaling(betaling.id)
    assert gevonden is not None
    assert (gevonden.opdrachten, gevonden.bedrag_cent, gevonden.status) == ((opdracht.id,), 500, Betaalstatus.OPEN)
    assert await uow.betaalvragen.find_betaling(uuid.uuid4()) is None


async def test_reviews_are_listed_oldest_first_with_every_decision(uow: Uow) -> None:
    opdrachten = [losse_opdracht(cent) for cent in (500, 70)]
    for one in opdrachten:
        await uow.betaalopdrachten.add(one, nu=NU)
        await uow.betaalcontroles.add_keuzes([(kandidaat(one), (Controlereden.BEDRAG,))], nu=NU)
    eerste, tweede = opdrachten
    await uow.betaalcontroles.add_besluit(eerste.id, Controlebesluit.VRIJGEVEN, "Nagekeken", door="drie", nu=NU)

    async def seen(*, alleen_open: bool, gemeente: str | None = None) -> list[uuid.UUID]:
        lijst = await uow.betaalvragen.list_controles(OP_NUMMER, gemeente=gemeente, alleen_open=alleen_open)
        return [one.id for one in lijst]

    assert await seen(alleen_open=False, gemeente=GEMEENTE) == [eerste.id, tweede.id]
    assert [await seen(alleen_open=True), await seen(alleen_open=False, gemeente="9999")] == [[tweede.id], []]
    gevonden = await uow.betaalvragen.find_controle(eerste.id)
    assert gevonden is not None
    assert (gevonden.redenen, gevonden.beletsel) == ((Controlereden.BEDRAG,), None)
    assert [(one.besluit, one.toelichting, one.door) for one in gevonden.besluiten] == [
        (Controlebesluit.VRIJGEVEN, "Nagekeken", "drie")
    ]
    open_controle = await uow.betaalvragen.find_controle(tweede.id)
    assert open_controle is not None
    assert open_controle.beletsel is Overslagreden.IN_CONTROLE
    assert await uow.betaalvragen.find_controle(uuid.uuid4()) is None


async def test_the_amounts_of_a_month_are_the_sums_of_its_declaraties(uow: Uow) -> None:
    await met_rekeningen(uow)
    eerste, _ = await answered(uow, 900)
    await answered(uow, 70, inhoud=b"<Ander/>")
    verrekend = losse_opdracht(-40, soort=Opdrachtsoort.VERREKENING, bestand_id=eerste.id)
    await uow.betaalopdrachten.add(verrekend, nu=NU)

    (maand,) = await uow.betaalvragen.list_bedragen(ALLES, gemeente=None, agb_code=None, jaar=KLOK.year)
    van_eerste = await uow.betaalvragen.find_bedragen(EIGEN, eerste.id)

    assert (maand.declaraties, maand.periode) == (2, KLOK.replace(day=1))
    assert (maand.ingediend_cent, maand.gecontroleerd_cent, maand.toegekend_cent) == (970, 970, 970)
    assert (maand.verrekend_cent, maand.betaald_cent) == (-40, 0)
    assert van_eerste is not None
    assert (van_eerste.declaraties, van_eerste.toegekend_cent, van_eerste.verrekend_cent) == (1, 900, -40)
    assert await uow.betaalvragen.find_bedragen(NIEMAND, eerste.id) is None
    assert list(await uow.betaalvragen.list_bedragen(ALLES, gemeente="9999", agb_code=None, jaar=KLOK.year)) == []
    assert list(await uow.betaalvragen.list_bedragen(ALLES, gemeente=None, agb_code=AGB, jaar=1999)) == []


async def test_an_aanbieder_sees_its_own_requests_and_what_it_already_got(uow: Uow) -> None:
    eigen, ander = vergoeding(), vergoeding(agb_code=ANDERE_AGB)
    for one in (eigen, ander):
        await uow.vergoedingen.add(one)
    await answered(uow, 900)
    deze_maand = dataclasses.replace(eigen, van=KLOK, tot=KLOK)
    vorige_maand = dataclasses.replace(eigen, van=dt.date(2000, 1, 1), tot=dt.date(2000, 1, 31))

    assert list(await uow.vergoedingvragen.list(EIGEN, Blad(orde="id"))) == [eigen]
    assert len(await uow.vergoedingvragen.list(ALLES, Blad(orde="id"))) == 2
    assert [await uow.vergoedingvragen.find(EIGEN, one.id) for one in (eigen, ander)] == [eigen, None]
    assert [await uow.vergoedingvragen.sum_gedeclareerd(one) for one in (deze_maand, vorige_maand)] == [900, 0]


async def test_what_is_held_on_purpose_is_open_and_not_late(uow: Uow) -> None:
    lang_geleden = KLOK - dt.timedelta(days=90)
    vastgehouden, in_controle = losse_opdracht(500, vervaldatum=lang_geleden), losse_opdracht(70)
    for one in (vastgehouden, in_controle):
        await uow.betaalopdrachten.add(one, nu=NU)
        await uow.betaalcontroles.add_keuzes([(kandidaat(one), (Controlereden.BEDRAG,))], nu=NU)
    voor = await uow.betaalvragen.total_open(dag=KLOK)

    await uow.betaalcontroles.add_besluit(
        vastgehouden.id, Controlebesluit.VASTHOUDEN, "Bij de bron", door="drie", nu=NU
    )

    assert (voor, await uow.betaalvragen.total_open(dag=KLOK)) == ((570, lang_geleden), (570, KLOK))
