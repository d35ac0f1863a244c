"""What the ports of betalen promise."""

import dataclasses
import datetime as dt
import uuid

import pytest
from declaraties.application.betalen.ports import AANBIEDER, GEMEENTE, Blokkadefeit
from declaraties.application.toewijzen.contractfeiten import Aanbiederfeit
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden
from declaraties.domain.betalen.betaalrun import Betaalrun, Betaalstatus, Overslagreden, stel_samen
from declaraties.domain.betalen.betaaltermijn import Termijnkorting
from declaraties.domain.betalen.betaalvrijgave import Vrijgave
from risb_recht.vierogen import Hand

from tests.builders.declaraties import AGB, ANDERE_AGB, KLOK
from tests.builders.declaraties import GEMEENTE as CODE
from tests.builders.handelingen import NU, kandidaat, losse_opdracht, rekeningfeit, vergoeding

pytestmark = pytest.mark.integratie


async def met_rekeningen(uow: Uow) -> None:
    await uow.rekeningen.save(rekeningfeit(AANBIEDER, AGB))
    await uow.rekeningen.save(rekeningfeit(GEMEENTE, CODE))


async def run(uow: Uow) -> Betaalrun:
    betalingen, _ = stel_samen(
        await uow.betaalruns.list_open(CODE, None, tot_en_met=KLOK),
        rekeningen=await uow.rekeningen.list(AANBIEDER, {AGB}),
        opgeschort=(),
        geblokkeerd={},
        onbruikbaar=(),
        nieuw_id=uuid.uuid4,
    )
    concept = Betaalrun(
        id=uuid.uuid4(),
        gemeente=CODE,
        agb_code=None,
        tot_en_met=KLOK,
        uitvoerdatum=KLOK,
        rekening=(await uow.rekeningen.list(GEMEENTE, {CODE}))[CODE],
        betalingen=betalingen,
        overgeslagen=(),
        voorbereid_door="een",
        voorbereid_op=NU,
    )
    return dataclasses.replace(concept, nummer=await uow.betaalruns.add(concept))


def vrijgave(van: Betaalrun) -> Vrijgave:
    regels = {one.id.hex: one.sleutels for one in van.betalingen}
    return Vrijgave(
        run_id=van.id, msg_id=van.msg_id, moment=NU, sha256="0" * 64, bedrag_cent=van.bedrag_cent, regels=regels
    )


async def test_the_newest_account_of_a_holder_is_in_use(uow: Uow) -> None:
    for versie in (1, 3, 2):
        await uow.rekeningen.save(rekeningfeit(AANBIEDER, AGB, versie=versie))

    gevonden = await uow.rekeningen.list(AANBIEDER, {AGB, "42420001"})
    assert {houder: one.id for houder, one in gevonden.items()} == {
        AGB: rekeningfeit(AANBIEDER, AGB, versie=3).rekening_id
    }
    assert await uow.rekeningen.list(GEMEENTE, {AGB}) == {}


async def test_aanbieders_with_the_same_account_are_found_and_no_gemeente(uow: Uow) -> None:
    await met_rekeningen(uow)
    await uow.rekeningen.save(rekeningfeit(AANBIEDER, ANDERE_AGB))
    los = dataclasses.replace(rekeningfeit(AANBIEDER, "42429999"), iban_kenmerk=b"een ander")
    await uow.rekeningen.save(los)
    assert await uow.rekeningen.list_with_same_number([AGB]) == {AGB, ANDERE_AGB}
    assert await uow.rekeningen.list_with_same_number(["42429999", CODE]) == {"42429999"}


async def test_a_source_has_one_payable_per_line_and_year(uow: Uow) -> None:
    opdracht = losse_opdracht()
    zelfde = dataclasses.replace(opdracht, id=uuid.uuid4())
    ander_jaar = dataclasses.replace(opdracht, id=uuid.uuid4(), jaar=opdracht.jaar + 1)

    assert [await uow.betaalopdrachten.add(one, nu=NU) for one in (opdracht, zelfde, ander_jaar)] == [True, False, True]


async def test_what_is_due_is_open_until_it_is_in_a_run(uow: Uow) -> None:
    await met_rekeningen(uow)
    await uow.betaalopdrachten.add(losse_opdracht(500), nu=NU)
    await uow.betaalopdrachten.add(losse_opdracht(70, vervaldatum=KLOK + dt.timedelta(days=1)), nu=NU)

    eerste = await run(uow)

    assert (eerste.bedrag_cent, await uow.betaalruns.get(eerste.id)) == (500, eerste)
    assert list(await uow.betaalruns.list_open(CODE, None, tot_en_met=KLOK)) == []
    assert await uow.betaalruns.get(uuid.uuid4()) is None


async def test_a_withdrawn_run_frees_its_payables(uow: Uow) -> None:
    await met_rekeningen(uow)
    await uow.betaalopdrachten.add(losse_opdracht(), nu=NU)

    await uow.betaalruns.withdraw(await run(uow), "Fout", door="een", nu=NU)

    assert len(await uow.betaalruns.list_open(CODE, None, tot_en_met=KLOK)) == 1


async def test_a_release_keeps_the_file_and_a_refusal_frees_the_payables(uow: Uow) -> None:
    await met_rekeningen(uow)
    opdracht = losse_opdracht()
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    concept = await run(uow)
    assert await uow.betaalruns.find_bestand(concept.id) is None

    await uow.betaalruns.release(vrijgave(concept), door="twee", bestand=b"<Document/>", hersteld=False)

    assert await uow.betaalruns.find_bestand(concept.id) == b"<Document/>"
    assert await uow.betaalruns.list_vrijgegeven() == {concept.id}
    assert await uow.betaalcontroles.is_vrijgegeven(opdracht.id)
    betaling = dataclasses.replace(concept.betalingen[0], status=Betaalstatus.GEWEIGERD)
    await uow.betaalruns.save_betaling(betaling, code="AC04", toelichting=None, door="een", nu=NU)
    gevonden = await uow.betaalruns.get_betaling(betaling.id)
    assert gevonden is not None
    assert gevonden[1].status is Betaalstatus.GEWEIGERD
    assert len(await uow.betaalruns.list_open(CODE, None, tot_en_met=KLOK)) == 1


async def test_what_is_so_now_around_a_run_is_read_from_the_payables(uow: Uow) -> None:
    await met_rekeningen(uow)
    opdracht = losse_opdracht(500)
    await uow.betaalopdrachten.add(opdracht, nu=NU)
    await uow.betaalcontroles.add_keuzes([(kandidaat(opdracht), (Controlereden.BEDRAG,))], nu=NU)
    await uow.betaalcontroles.add_besluit(opdracht.id, Controlebesluit.VRIJGEVEN, None, door="drie", nu=NU)
    concept = await run(uow)

    nu = await uow.betaalruns.read_actueel(concept, dag=KLOK)

    assert dict(nu.sommen) == {concept.betalingen[0].id: 500}
    beoordeeld = Hand(soort="betaalcontrole_beoordelen", door="drie")
    assert (nu.handen, nu.belet) == (frozenset({beoordeeld}), frozenset[uuid.UUID]())
    assert await uow.betaalcontroles.find_aanbieder(opdracht.id) == opdracht.agb_code
    assert list(await uow.betaalcontroles.list_handen(opdracht.id)) == []
    assert nu.rekening_gemeente == concept.rekening.id


async def test_a_choice_for_review_holds_until_somebody_lets_it_go(uow: Uow) -> None:
    opdracht = losse_opdracht()
    await uow.betaalopdrachten.add(opdracht, nu=NU)

    async def belet() -> Overslagreden | None:
        (one,) = await uow.betaalruns.list_open(CODE, None, tot_en_met=KLOK)
        return one.beletsel

    assert [one.opdracht_id for one in await uow.betaalcontroles.list_onbepaald(CODE)] == [opdracht.id]
    gezien = [await belet()]
    eerste = await uow.betaalcontroles.add_keuzes([(kandidaat(opdracht), (Controlereden.BEDRAG,))], nu=NU)
    tweede = await uow.betaalcontroles.add_keuzes([(kandidaat(opdracht), (Controlereden.STEEKPROEF,))], nu=NU)
    gezien.append(await belet())
    for besluit in (Controlebesluit.VASTHOUDEN, Controlebesluit.VRIJGEVEN):
        await uow.betaalcontroles.add_besluit(opdracht.id, besluit, "Nagekeken bij de bron", door="drie", nu=NU)
        gezien.append(await belet())

    assert [eerste, tweede] == [frozenset({opdracht.id}), frozenset()]
    assert gezien == [None, Overslagreden.IN_CONTROLE, Overslagreden.VASTGEHOUDEN, None]
    assert await uow.betaalcontroles.is_gekozen(opdracht.id)
    assert list(await uow.betaalcontroles.list_onbepaald(None)) == []


async def test_only_what_has_a_reason_is_chosen_for_review(uow: Uow) -> None:
    met, zonder = losse_opdracht(), losse_opdracht()
    for one in (met, zonder):
        await uow.betaalopdrachten.add(one, nu=NU)

    keuzes = [(kandidaat(zonder), ()), (kandidaat(met), (Controlereden.BEDRAG, Controlereden.STEEKPROEF))]

    assert await uow.betaalcontroles.add_keuzes(keuzes, nu=NU) == {met.id}
    assert [await uow.betaalcontroles.is_gekozen(one.id) for one in (met, zonder)] == [True, False]
    assert await uow.betaalcontroles.add_keuzes([], nu=NU) == frozenset()


async def test_a_decision_to_cut_holds_for_its_gemeente(uow: Uow) -> None:
    korting = Termijnkorting(
        id=uuid.uuid4(),
        overeenkomst_id=uuid.uuid4(),
        gemeente=CODE,
        percentage=25,
        van=KLOK,
        tot=None,
        reden="Te weinig inzet",
    )
    await uow.termijnen.add_korting(korting, door="cm", nu=NU)

    gezien = [list(await uow.termijnen.list_kortingen(one)) for one in (CODE, "0342", None)]
    assert gezien == [[korting], [], [korting]]

    besloten = korting.besloten()
    await uow.termijnen.save_korting(besloten, door="ander", nu=NU)
    assert await uow.termijnen.get_korting(korting.id) == besloten
    assert await uow.termijnen.get_korting(uuid.uuid4()) is None
    assert list(await uow.termijnen.list_kortingen(CODE)) == [besloten]


async def test_a_request_comes_back_as_it_went_in(uow: Uow) -> None:
    gevraagd = vergoeding()
    await uow.vergoedingen.add(gevraagd)

    assert await uow.vergoedingen.get(gevraagd.id) == gevraagd
    assert await uow.vergoedingen.get(uuid.uuid4()) is None


async def test_the_newest_screening_of_an_organisation_holds_for_all_its_codes(uow: Uow) -> None:
    for agb in (AGB, ANDERE_AGB):
        await uow.contractfeiten.save(Aanbiederfeit(agb_code=agb, kvk_nummer="12345678", naam="Zorg"))
    await uow.contractfeiten.save(Aanbiederfeit(agb_code="42420009", kvk_nummer="87654321", naam="Ander"))
    for nummer, reden in ((1, "ubo-onbekend"), (3, "sanctielijst"), (2, "geen")):
        await uow.betaalblokkades.save(Blokkadefeit(kvk_nummer="12345678", volgnummer=nummer, reden=reden))
    assert await uow.betaalblokkades.list() == dict.fromkeys((AGB, ANDERE_AGB), Overslagreden.SANCTIELIJST)
    await uow.betaalblokkades.save(Blokkadefeit(kvk_nummer="12345678", volgnummer=4, reden="geen"))
    assert await uow.betaalblokkades.list() == {}
