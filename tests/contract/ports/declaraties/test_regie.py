"""What the ports of regie promise."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from declaraties.application.regie.ports import Heenbestand, Leveringregel
from declaraties.application.regie.queries import Leveringfilter
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand, Bron
from declaraties.domain.regie.leveringstand import Melding
from declaraties.domain.standaard.berichten.levering import EERSTE_AANLEVERING, VERWIJDEREN
from declaraties.domain.standaard.profielen import Soort
from declaraties.domain.toewijzen.gevolg import Toewijzingsgevolg
from declaraties.domain.toewijzen.toewijzing import stand_van
from risb_kern.lists import Bereik, Blad

from tests.builders.declaraties import AGB, BSN, GEMEENTE, product, toewijzing
from tests.builders.handelingen import NU, ontvangst

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
BEGIN, EINDE = dt.date(2026, 2, 1), dt.date(2026, 3, 1)
START = Melding(categorie="02", code="02A03", begindatum=BEGIN, status_aanlevering=EERSTE_AANLEVERING)
STOP = Melding(
    categorie="02", code="02A03", begindatum=BEGIN, einddatum=EINDE, reden="31", status_aanlevering=EERSTE_AANLEVERING
)
GEVOLG = Toewijzingsgevolg(
    grondslag=None, geldig=False, reden_ongeldig="geen-grondslag", verplichting_cent=0, programmalijn=None
)


async def sent(uow: Uow, identificatie: str, bron: Bron) -> Bestand:
    bestand, _ = await uow.bestanden.add(ontvangst(Soort.TOEWIJZING, inhoud=identificatie.encode(), bron=bron))
    afloop = Afloop(status=Berichtstatus.VERWERKT, telt=True, identificatie=identificatie)
    await uow.bestanden.finish(bestand.nummer, afloop, nu=NU)
    return bestand


async def test_a_302_answers_a_301_of_ours_and_of_nobody_else(uow: Uow) -> None:
    ons = await sent(uow, "T1", Bron.BUREAU)
    await sent(uow, "T2", Bron.XML)
    retour, _ = await uow.bestanden.add(ontvangst(Soort.RETOUR_TOEWIJZING))

    gevonden = [await uow.retouren.find_heenbestand(retour, one) for one in ("T1", "T2", "T3")]

    assert gevonden == [Heenbestand(nummer=ons.nummer, beantwoord=False), None, None]


async def test_an_answer_stands_beside_the_301_with_its_codes(uow: Uow) -> None:
    ons = await sent(uow, "T1", Bron.BUREAU)
    retour, _ = await uow.bestanden.add(ontvangst(Soort.RETOUR_TOEWIJZING))
    assert await uow.retouren.find(ons.nummer) is None

    await uow.retouren.add(retour.nummer, ons.nummer, ["0001", "9019"])

    assert await uow.retouren.find(ons.nummer) == (retour.id, "0001+9019")
    assert await uow.retouren.find_heenbestand(retour, "T1") == Heenbestand(nummer=ons.nummer, beantwoord=True)


async def told(uow: Uow, client: bytes, *gemeld: tuple[int | None, Melding]) -> None:
    bestand, _ = await uow.bestanden.add(ontvangst(inhoud=uuid.uuid4().bytes))
    await uow.leveringen.add(
        Leveringregel(bestand=bestand, positie=positie, client=client, toewijzing=nummer, melding=melding)
        for positie, (nummer, melding) in enumerate(gemeld)
    )


async def test_starts_and_stops_together_say_how_delivery_on_a_toewijzing_stands(uow: Uow) -> None:
    client = await uow.toewijzingen.add_client(BSN)
    await uow.toewijzingen.save(stand_van(toewijzing(product(101)), product(101), client), GEVOLG)

    await told(uow, client, (101, START), (101, STOP), (102, START), (None, START))

    gelezen = await uow.leveringvragen.list(ALLES, Leveringfilter(), Blad())
    assert [(one.toewijzing_nummer, one.status, one.opmerkingen) for one in gelezen] == [
        (None, "gestart", ()),
        (101, "gestopt", ()),
        (102, "gestart", ("TR019",)),
    ]
    assert {(one.gemeente, one.agb_code, one.client, one.gemeld_op) for one in gelezen} == {(GEMEENTE, AGB, client, NU)}
    assert (gelezen[1].begindatum, gelezen[1].einddatum, gelezen[1].reden_beeindiging) == (BEGIN, EINDE, "31")


async def test_what_was_told_about_a_client_comes_back_in_order_and_between_its_own_parties(uow: Uow) -> None:
    ik, ander = b"\x05" * 16, b"\x06" * 16
    weg = replace(START, status_aanlevering=VERWIJDEREN)
    await told(uow, ik, (101, START), (102, STOP), (None, START))
    await told(uow, ander, (101, STOP))
    await told(uow, ik, (101, weg), (101, STOP))
    bestand, _ = await uow.bestanden.add(ontvangst(Soort.START))

    async def of(*nummers: int | None) -> list[tuple[int | None, Melding]]:
        return list(await uow.leveringen.list_of_client(bestand, ik, nummers))

    assert await of(101) == [(101, START), (101, weg), (101, STOP)]
    assert await of(None) == [(None, START)]
    assert {nummer for nummer, _ in await of(102, None)} == {102, None}
    assert await of(103) == []


async def test_a_toewijzing_of_somebody_else_is_not_the_one_that_was_meant(uow: Uow) -> None:
    client = await uow.toewijzingen.add_client(BSN)
    await uow.toewijzingen.save(stand_van(toewijzing(product(101)), product(101), client), GEVOLG)

    await told(uow, b"\x05" * 16, (101, START))

    (gelezen,) = await uow.leveringvragen.list(ALLES, Leveringfilter(), Blad())
    assert gelezen.opmerkingen == ("TR019",)


async def test_delivery_is_read_by_its_parties_in_pages_and_by_number(uow: Uow) -> None:
    await told(uow, b"\x05" * 16, (9, START), (10, START), (101, START))

    async def numbers(bereik: Bereik, blad: Blad, nummer: int | None = None) -> list[int | None]:
        gelezen = await uow.leveringvragen.list(bereik, Leveringfilter(toewijzing_nummer=nummer), blad)
        return [one.toewijzing_nummer for one in gelezen]

    eerste, *_ = await uow.leveringvragen.list(ALLES, Leveringfilter(), Blad())
    assert await numbers(Bereik(agb_codes=frozenset({AGB})), Blad()) == [9, 10, 101]
    assert await numbers(Bereik(gemeenten=frozenset({"9999"})), Blad()) == []
    assert await numbers(ALLES, Blad(limiet=1)) == [9, 10]
    assert await numbers(ALLES, Blad(na=(eerste.sleutel,))) == [10, 101]
    assert await numbers(ALLES, Blad(), 10) == [10]


async def test_a_message_without_lines_tells_nothing(uow: Uow) -> None:
    await told(uow, b"\x05" * 16)

    assert list(await uow.leveringvragen.list(ALLES, Leveringfilter(), Blad())) == []
