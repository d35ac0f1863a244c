"""Starts, stops and retours, without a database."""

import dataclasses
import datetime as dt
import uuid

import pytest
from declaraties.application.post import handelingen as post
from declaraties.application.regie import handelingen as regie
from declaraties.application.regie.queries import Leveringfilter
from declaraties.domain.beoordelen.teksten import uitleg_van_regel
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand, Bron
from declaraties.domain.regie.retouren import Beantwoord, Retourkenmerk, maak_retour
from declaraties.domain.standaard.berichten.persoon import Geboortedatum
from declaraties.domain.standaard.berichten.retour import Retour, Retour302, Retour306
from declaraties.domain.standaard.profielen import Soort
from risb_kern.lists import Bereik, Blad

from tests.builders.berichtenverkeer import regiebericht, start, stop
from tests.builders.declaraties import BSN_TWEE, GEMEENTE, KLOK, product, toewijzing
from tests.builders.handelingen import NU, handeling, ontvangst
from tests.fakes.declaraties.post import Deelname
from tests.fakes.declaraties.toewijzen import pseudonym
from tests.fakes.declaraties.uow import FakeUow


def write(retour: Retour) -> bytes:
    return type(retour).__name__.encode()


@pytest.fixture
def uow() -> FakeUow:
    uow = FakeUow()
    uow.deelnames.alle.append(Deelname(gemeente=GEMEENTE, dienst="wmo", van=dt.date(2020, 1, 1)))
    return uow


async def bestand(uow: FakeUow, soort: Soort) -> Bestand:
    gevonden, _ = await post.bericht_indienen(uow, handeling(), ontvangst(soort, inhoud=uuid.uuid4().bytes))
    return gevonden


async def beantwoord(uow: FakeUow, soort: Soort, bericht: Beantwoord) -> tuple[Bestand, post.Verwerkt]:
    eigen = await bestand(uow, soort)
    verwerkt = await regie.bericht_beantwoorden(uow, handeling(), eigen, bericht, write=write, pseudonym=pseudonym)
    return eigen, verwerkt


async def test_a_start_is_kept_as_it_was_told_and_answered(uow: FakeUow) -> None:
    eigen, verwerkt = await beantwoord(uow, Soort.START, regiebericht(start()))

    assert verwerkt.afloop.status is Berichtstatus.VERWERKT
    assert [one.toewijzing for one in uow.leveringen.alle] == [101]
    assert isinstance(uow.antwoorden.retouren[eigen.nummer], Retour306)
    assert uow.antwoorden.retouren[eigen.nummer].header.retour_codes is None
    assert uow.bestanden.betrokkenen[eigen.nummer] == [pseudonym("999900006")]


async def test_a_stop_tells_when_and_why(uow: FakeUow) -> None:
    await beantwoord(uow, Soort.STOP, regiebericht(stop()))

    (regel,) = uow.leveringen.alle
    assert (regel.melding.einddatum, regel.melding.reden) == (dt.date(2026, 4, 30), "31")


@pytest.mark.parametrize(
    ("wie", "regel"),
    [
        ({"dagtekening": KLOK + dt.timedelta(days=1)}, "TR135"),
        ({"ontvanger": "9999"}, "TR378"),
        ({"bsn": "123456780"}, "CS002"),
    ],
)
async def test_a_start_that_breaks_a_rule_is_refused_with_a_retour(
    uow: FakeUow, wie: dict[str, object], regel: str
) -> None:
    eigen, verwerkt = await beantwoord(uow, Soort.START, regiebericht(start(), **wie))

    assert regel in {one.regel for one in verwerkt.afloop.bevindingen}
    assert (verwerkt.afloop.status, uow.leveringen.alle) == (Berichtstatus.AFGEKEURD, [])
    assert uow.antwoorden.retouren[eigen.nummer].header.retour_codes


@pytest.mark.parametrize(
    ("ontvanger", "reden", "tekst"),
    [
        ("0363", "buiten-regio", "neemt voor deze wet geen dienst af"),
        ("0457", "buiten-regio", "neemt voor deze wet geen dienst af"),  # until 24 March 2022
        ("9999", None, "staat niet in de lijst van het CBS"),
        ("0000", None, "staat niet in de lijst van het CBS"),
    ],
)
async def test_a_gemeente_that_exists_is_not_told_that_the_cbs_does_not_know_it(
    uow: FakeUow, ontvanger: str, reden: str | None, tekst: str
) -> None:
    _, verwerkt = await beantwoord(uow, Soort.START, regiebericht(start(), ontvanger=ontvanger))

    (bevinding,) = verwerkt.afloop.bevindingen
    assert (bevinding.regel, bevinding.code, bevinding.reden) == ("TR378", "S300", reden)
    assert tekst in uitleg_van_regel(bevinding.regel, bevinding.klasse, bevinding.reden).betekenis


async def test_the_same_identification_is_taken_in_once(uow: FakeUow) -> None:
    await beantwoord(uow, Soort.START, regiebericht(start(), identificatie="L1"))
    _, verwerkt = await beantwoord(uow, Soort.START, regiebericht(start(), identificatie="L1"))

    assert [one.regel for one in verwerkt.afloop.bevindingen] == ["TR056"]


async def test_a_start_on_the_toewijzing_of_another_client_is_refused(uow: FakeUow) -> None:
    await beantwoord(uow, Soort.TOEWIJZING, toewijzing(product(), bsn=BSN_TWEE))
    _, verwerkt = await beantwoord(uow, Soort.START, regiebericht(start()))

    assert [(one.regel, one.posities) for one in verwerkt.afloop.bevindingen] == [("TR019", (0,))]


async def verloop(uow: FakeUow, soort: Soort, *berichten: Beantwoord) -> list[list[tuple[str, str]]]:
    """Per message the rules that it was refused on."""
    aflopen = [(await beantwoord(uow, soort, one))[1].afloop for one in berichten]
    return [[(one.regel, one.code) for one in afloop.bevindingen] for afloop in aflopen]


async def levering(uow: FakeUow) -> tuple[str, tuple[str, ...]]:
    (gelezen,) = await uow.leveringvragen.list(Bereik(alles=True), Leveringfilter(), Blad())
    return gelezen.status, gelezen.opmerkingen


@pytest.mark.parametrize("nummer", [101, 7, None])
async def test_a_deletion_of_nothing_is_refused_and_the_real_start_stands(uow: FakeUow, nummer: int | None) -> None:
    weg, echt = regiebericht(start(nummer, status_aanlevering="3")), regiebericht(start(nummer))

    assert await verloop(uow, Soort.START, weg, echt) == [[("TR063", "9063")], []]
    assert (await levering(uow))[0] == "gestart"


async def test_a_second_start_is_refused_and_a_deletion_undoes_the_first(uow: FakeUow) -> None:
    eerste, tweede, weg, weer = (regiebericht(start(status_aanlevering=one)) for one in "1131")

    assert await verloop(uow, Soort.START, eerste, tweede, weg) == [[], [("TR074", "9074")], []]
    assert (await levering(uow))[0] == "niet-gestart"
    assert await verloop(uow, Soort.START, weer) == [[]]
    assert (await levering(uow))[0] == "gestart"


async def test_a_refused_product_has_its_code_and_the_rest_of_the_message_0200(uow: FakeUow) -> None:
    await beantwoord(uow, Soort.START, regiebericht(start()))
    eigen, _ = await beantwoord(uow, Soort.START, regiebericht(start(7), start(), start(8, status_aanlevering="3")))

    retour = uow.antwoorden.retouren[eigen.nummer]
    assert isinstance(retour, Retour306)
    assert retour.client is not None
    assert (retour.header.retour_codes, retour.client.retour_codes) == (("0200",), ("0200",))
    assert [one.retour_codes for one in retour.client.start_producten] == [("0200",), ("9074",), ("9063",)]
    assert [one.toewijzing for one in uow.leveringen.alle] == [101]


async def test_what_another_client_or_aanbieder_told_contradicts_nothing(uow: FakeUow) -> None:
    await beantwoord(uow, Soort.START, regiebericht(start()))

    assert await verloop(uow, Soort.START, regiebericht(start(), bsn=BSN_TWEE)) == [[]]


async def test_a_stop_that_contradicts_another_is_refused_until_that_is_taken_back(uow: FakeUow) -> None:
    eerste, beter = stop(einde="2026-03-31"), stop(einde="2026-04-30")

    assert await verloop(uow, Soort.STOP, regiebericht(eerste), regiebericht(beter)) == [[], [("TR415", "9415")]]
    anders = regiebericht(beter, stop(einde="2026-03-31", status="3"))
    assert await verloop(uow, Soort.STOP, anders) == [[]]
    assert await levering(uow) == ("gestopt", ("TR019", "TR382"))


@pytest.mark.parametrize("jaar", [1, 50, 119, 120, 121, 1900])
async def test_a_message_of_long_ago_is_refused_with_its_code(uow: FakeUow, jaar: int) -> None:
    for soort, gemeld in ((Soort.START, start()), (Soort.STOP, stop())):
        _, verwerkt = await beantwoord(uow, soort, regiebericht(gemeld, dagtekening=dt.date(jaar, 1, 1)))
        assert {one.code for one in verwerkt.afloop.bevindingen} == {"0001"}

    geboren = Geboortedatum(datum=dt.date.min)
    oud = regiebericht(start(begin="0001-01-01"), geboortedatum=geboren, dagtekening=dt.date(min(jaar, 120), 1, 1))
    assert await verloop(uow, Soort.START, oud) == [[("TR378", "S300")]]


async def test_a_toewijzing_is_answered_with_a_302(uow: FakeUow) -> None:
    eigen, _ = await beantwoord(uow, Soort.TOEWIJZING, toewijzing())

    assert isinstance(uow.antwoorden.retouren[eigen.nummer], Retour302)
    assert await uow.antwoorden.find(eigen.nummer) == b"Retour302"


async def retour(uow: FakeUow, identificatie: str) -> tuple[Bestand, Retour302]:
    kenmerk = Retourkenmerk(identificatie="R1", dagtekening=KLOK)
    gemaakt = maak_retour(toewijzing(identificatie=identificatie), (), kenmerk)
    assert isinstance(gemaakt, Retour302)
    return await bestand(uow, Soort.RETOUR_TOEWIJZING), gemaakt


async def test_a_302_is_put_beside_our_301_once(uow: FakeUow) -> None:
    ons, _ = await uow.bestanden.add(ontvangst(Soort.TOEWIJZING, bron=Bron.BUREAU))
    await uow.bestanden.finish(ons.nummer, Afloop(status=Berichtstatus.VERWERKT, identificatie="T1"), nu=NU)
    eigen, eerste = await retour(uow, "T1")
    goed = await regie.retour_opnemen(uow, handeling(), eigen, eerste, pseudonym=pseudonym)
    ander, tweede = await retour(uow, "T1")
    dubbel = await regie.retour_opnemen(uow, handeling(), ander, tweede, pseudonym=pseudonym)

    assert (goed.afloop.status, uow.retouren.alle) == (Berichtstatus.VERWERKT, {ons.nummer: (eigen.nummer, "")})
    assert [one.code for one in dubbel.afloop.leesfouten] == ["al-beantwoord"]


async def test_a_302_on_nothing_of_ours_is_refused(uow: FakeUow) -> None:
    eigen, gemaakt = await retour(uow, "T9")
    onbekend = dataclasses.replace(gemaakt)

    verwerkt = await regie.retour_opnemen(uow, handeling(), eigen, onbekend, pseudonym=pseudonym)

    assert [one.code for one in verwerkt.afloop.leesfouten] == ["heenbericht-onbekend"]
