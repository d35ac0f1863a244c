"""How a message is taken in and handed on, without a database."""

import uuid
from collections.abc import Sequence

import pytest
from declaraties.application.post import handelingen as post
from declaraties.application.post.ports import Ontvangst
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.post.events import DeclaratieOntvangen
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht
from declaraties.domain.standaard.berichten.heen import Heenbericht
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout
from declaraties.domain.standaard.profielen import Soort
from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind

from tests.builders.declaraties import GEMEENTE, KLOK, declaratie, toewijzing
from tests.builders.handelingen import NU, handeling, ontvangst
from tests.fakes.declaraties.post import Deelname
from tests.fakes.declaraties.uow import FakeUow


async def test_the_same_bytes_are_one_message_and_one_fact() -> None:
    uow = FakeUow()

    eerste, nieuw = await post.bericht_indienen(uow, handeling(), ontvangst())
    weer, nog_nieuw = await post.bericht_indienen(uow, handeling(), ontvangst())

    assert (nieuw, nog_nieuw, weer) == (True, False, eerste)
    assert [one.bestand_id for one in uow.told(DeclaratieOntvangen)] == [str(eerste.id)]


async def test_a_toewijzing_of_a_gemeente_outside_the_region_stays_outside() -> None:
    uow = FakeUow()
    with pytest.raises(DomainError) as fout:
        await post.bericht_indienen(uow, handeling(), ontvangst(Soort.TOEWIJZING))
    assert (fout.value.slug, uow.bestanden.alle) == ("gemeente-buiten-regio", {})

    uow.deelnames.alle.append(Deelname(gemeente=GEMEENTE, dienst="wmo", van=KLOK))
    _, nieuw = await post.bericht_indienen(uow, handeling(), ontvangst(Soort.TOEWIJZING))
    assert (nieuw, uow.events) == (True, [])


async def verwerk(uow: FakeUow, gelezen: Heenbericht | BerichtGeweigerdError) -> post.Verwerkt:
    bestand, _ = await post.bericht_indienen(uow, handeling(), ontvangst(Soort.TOEWIJZING))

    def reader(_: object) -> Heenbericht:
        if isinstance(gelezen, BerichtGeweigerdError):
            raise gelezen
        return gelezen

    async def prepare(_: Uow, __: Sequence[Heenbericht]) -> None:
        return None

    async def verwerker(_: FakeUow, __: Handeling, ___: object, bericht: Bericht301) -> post.Verwerkt:
        afloop = Afloop(status=Berichtstatus.VERWERKT, identificatie=bericht.header.ontvanger)
        return post.Verwerkt(afloop=afloop)

    verwerking = post.Verwerking(
        delen_van=lambda _: (b"",), reader=reader, prepare=prepare, verwerkers={Bericht301: post.ieder_apart(verwerker)}
    )
    return (await post.bestanden_verwerken(uow, handeling(), [bestand], verwerking))[bestand.nummer]


@pytest.fixture
def uow() -> FakeUow:
    uow = FakeUow()
    uow.deelnames.alle.append(Deelname(gemeente=GEMEENTE, dienst="wmo", van=KLOK))
    return uow


async def test_a_message_goes_to_the_use_case_of_its_kind(uow: FakeUow) -> None:
    verwerkt = await verwerk(uow, toewijzing())

    assert verwerkt.afloop.status is Berichtstatus.VERWERKT


async def test_a_message_that_cannot_be_read_ends_with_its_faults(uow: FakeUow) -> None:
    fout = Leesfout(code="waarde-ongeldig", melding="Dit klopt niet.", regel=3)

    verwerkt = await verwerk(uow, BerichtGeweigerdError(Kind.INVALID, fout.code, fout))

    assert (verwerkt.afloop.status, verwerkt.afloop.leesfouten) == (Berichtstatus.AFGEKEURD, (fout,))
    assert uow.bestanden.aflopen[1] == verwerkt.afloop


async def test_a_message_whose_parties_are_not_those_of_the_door_is_refused(uow: FakeUow) -> None:
    verwerkt = await verwerk(uow, toewijzing(ontvanger="42420001"))

    assert [one.code for one in verwerkt.afloop.leesfouten] == ["kop-niet-eenduidig"]


async def test_a_message_that_was_set_apart_is_resumed_once_and_it_is_known_by_whom() -> None:
    uow = FakeUow()
    bestand, _ = await post.bericht_indienen(uow, handeling(), ontvangst())
    await uow.bestanden.finish(bestand.nummer, Afloop(status=Berichtstatus.APART_GEZET), nu=NU)

    hervat = await post.bericht_hervatten(uow, handeling("beheer"), bestand.id)
    with pytest.raises(DomainError) as fout:
        await post.bericht_hervatten(uow, handeling("beheer"), bestand.id)

    assert (hervat.status, fout.value.slug) == (Berichtstatus.ONTVANGEN, "niet-apart-gezet")
    (regel,) = await uow.timeline.list(f"bericht:{bestand.id}")
    assert (regel.soort, regel.door) == ("bericht_hervatten", "beheer")


async def test_a_message_that_is_not_there_is_not_resumed() -> None:
    uow = FakeUow()
    with pytest.raises(DomainError, match="niet gevonden"):
        await post.bericht_hervatten(uow, handeling(), uuid.uuid4())
    assert uow.timeline.regels == []


async def test_an_envelope_carries_one_message() -> None:
    uow, kenmerk = FakeUow(), post.Envelopkenmerk(zender="65656055", referentienummer=uuid.UUID(int=1))

    eerste, _ = await post.envelop_indienen(uow, handeling(), ontvangst(), kenmerk)
    weer, nieuw = await post.envelop_indienen(uow, handeling(), ontvangst(), kenmerk)
    with pytest.raises(DomainError) as fout:
        await post.envelop_indienen(uow, handeling(), ontvangst(inhoud=b"<Anders/>"), kenmerk)

    assert (weer, nieuw, fout.value.slug) == (eerste, False, "referentienummer-niet-uniek")


async def test_a_declaratie_as_json_is_written_kept_and_taken_in() -> None:
    uow, bericht = FakeUow(), declaratie()
    geschreven: list[Declaratiebericht] = []

    def keep(one: Declaratiebericht) -> Ontvangst:
        geschreven.append(one)
        return ontvangst()

    bestand, nieuw = await post.declaratie_indienen(uow, handeling(), bericht, keep=keep)

    assert (geschreven, nieuw) == ([bericht], True)
    assert [one.bestand_id for one in uow.told(DeclaratieOntvangen)] == [str(bestand.id)]
