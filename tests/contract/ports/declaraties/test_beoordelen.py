"""What the ports of beoordelen promise."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from declaraties.application.beoordelen.ports import Begrenzingfeit, Gegevens
from declaraties.application.beoordelen.queries import Prestatiefilter
from declaraties.application.toewijzen.contractfeiten import (
    Deelnamefeit,
    Overeenkomsteinde,
    Overeenkomstfeit,
    Prijsfeit,
)
from declaraties.application.uow import Uow
from declaraties.domain.beoordelen.regels.begrenzing import Ruimtegebruik
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht, Prestatie, in_kolommen
from declaraties.domain.standaard.berichten.waarden import datum_van
from declaraties.domain.toewijzen.gevolg import Toewijzingsgevolg
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand, stand_van
from risb_kern.lists import Blad

from tests.builders.declaraties import (
    AGB,
    ANDERE_AGB,
    ANDERE_GEMEENTE,
    APRIL,
    BSN,
    BSN_TWEE,
    GEMEENTE,
    declaratie,
    prestatie,
    product,
    toewijzing,
)
from tests.builders.handelingen import NU, ontvangst
from tests.builders.prestaties import beoordeling

pytestmark = pytest.mark.integratie
GEVOLG = Toewijzingsgevolg(
    grondslag=None, geldig=False, reden_ongeldig="geen-grondslag", verplichting_cent=0, programmalijn=None
)
ONBEKEND = b"\x02" * 16
ALLES = Prestatiefilter()
RUIMTE = uuid.UUID(int=60)
BLAD = Blad(orde="regel")


async def bewaard(uow: Uow, *regels: Prestatie, afgekeurd: tuple[int, ...] = ()) -> int:
    """A judged message of one client, that counts."""
    bericht = declaratie((BSN, list(regels)))
    client = await uow.toewijzingen.add_client(BSN)
    bestand, _ = await uow.bestanden.add(ontvangst(inhoud=uuid.uuid4().bytes))
    await uow.prestaties.add({bestand.nummer: beoordeling(bericht, [client], afgekeurd=afgekeurd)})
    await uow.bestanden.finish(bestand.nummer, _afloop(bericht), nu=NU)
    return bestand.nummer


async def met_onbekende(uow: Uow) -> int:
    """Two lines of a client with a toewijzing, and one of a client without."""
    bericht = declaratie((BSN, [prestatie("R1"), prestatie(" R2 ")]), (BSN_TWEE, [prestatie("R3")]))
    client = await uow.toewijzingen.add_client(BSN)
    bestand, _ = await uow.bestanden.add(ontvangst())
    judged = beoordeling(bericht, [client, ONBEKEND], afgekeurd=[1], onbekend=[1])
    await uow.prestaties.add({bestand.nummer: judged})
    return bestand.nummer


def _afloop(bericht: Declaratiebericht) -> Afloop:
    return Afloop(
        status=Berichtstatus.VERWERKT,
        telt=True,
        identificatie=bericht.header.bericht_identificatie.identificatie,
        declaratienummer=bericht.declaratie.declaratie_nummer,
        periode=APRIL.begindatum,
    )


async def gelezen(uow: Uow, bericht: Declaratiebericht) -> Gegevens:
    (gegevens,) = await uow.referenties.read([in_kolommen(bericht)])
    return gegevens


async def toegewezen(uow: Uow, **anders: str) -> Toewijzingstand:
    client = await uow.toewijzingen.add_client(BSN)
    stand = stand_van(toewijzing(**anders), product(), client)
    await uow.toewijzingen.save(stand, GEVOLG)
    return stand


async def test_a_debet_is_open_until_an_approved_credit_takes_it_back(uow: Uow) -> None:
    stand, elders = await toegewezen(uow), await toegewezen(uow, afzender=ANDERE_GEMEENTE)
    await bewaard(uow, prestatie("R0"), afgekeurd=(0,))
    afgekeurd = await uow.prestaties.has_open_debet(stand)
    await bewaard(uow, prestatie("R1"))
    open_ = [await uow.prestaties.has_open_debet(one) for one in (stand, elders)]
    await bewaard(uow, prestatie("C0", vorige="R1"), afgekeurd=(0,))
    nog = await uow.prestaties.has_open_debet(stand)
    await bewaard(uow, prestatie("C1", vorige="R1"))

    assert (afgekeurd, open_, nog) == (False, [True, False], True)
    assert not await uow.prestaties.has_open_debet(stand)


async def test_lines_are_read_as_they_were_judged(uow: Uow) -> None:
    nummer = await met_onbekende(uow)

    regels = await uow.prestatievragen.list(nummer, ALLES, BLAD)

    assert [(one.regel, one.referentie, one.goedgekeurd, one.retourcodes) for one in regels] == [
        (0, "R1", True, ""),
        (1, "R2", False, "9322"),
        (2, "R3", False, "0233"),
    ]
    assert {(one.begin, one.eind, one.volume, one.eenheid, one.tarief, one.bedrag, one.credit) for one in regels} == {
        (APRIL.begindatum, APRIL.einddatum, 4, "04", 1250, 5000, False)
    }
    assert list(await uow.prestatievragen.list(nummer + 1, ALLES, BLAD)) == []


async def test_a_credit_names_what_it_takes_back_and_a_line_may_lack_a_tarief(uow: Uow) -> None:
    nummer = await bewaard(uow, prestatie("C1", vorige="R1"), prestatie("R2", eenheid="83", product_tarief=None))

    credit, los = await uow.prestatievragen.list(nummer, ALLES, BLAD)

    assert (credit.vorige, credit.credit, credit.bedrag) == ("R1", True, 5000)
    assert (los.vorige, los.credit, los.tarief) == (None, False, None)


async def test_a_page_begins_after_a_line_and_holds_one_more_than_is_shown(uow: Uow) -> None:
    nummer = await met_onbekende(uow)

    async def plaatsen(filters: Prestatiefilter, blad: Blad) -> list[int]:
        return [one.regel for one in await uow.prestatievragen.list(nummer, filters, blad)]

    assert await plaatsen(ALLES, Blad(limiet=1, orde="regel")) == [0, 1]
    assert await plaatsen(ALLES, Blad(na=(0,), orde="regel")) == [1, 2]
    assert await plaatsen(Prestatiefilter(goedgekeurd=True), BLAD) == [0]
    assert await plaatsen(Prestatiefilter(goedgekeurd=False), BLAD) == [1, 2]


async def test_the_number_of_a_client_is_shown_to_who_asks_also_of_one_that_was_unknown(uow: Uow) -> None:
    nummer = await met_onbekende(uow)

    zonder = await uow.prestatievragen.list(nummer, ALLES, BLAD)
    met = await uow.prestatievragen.list(nummer, Prestatiefilter(met_bsn=True), BLAD)

    assert [one.bsn for one in zonder] == [None] * 3
    assert [one.bsn for one in met] == [BSN, BSN, BSN_TWEE]


async def test_a_line_tells_why_the_toewijzing_of_its_own_client_does_not_hold(uow: Uow) -> None:
    await toegewezen(uow)
    nummer = await met_onbekende(uow)

    regels = await uow.prestatievragen.list(nummer, ALLES, BLAD)

    assert [one.reden_ongeldig for one in regels] == ["geen-grondslag", "geen-grondslag", None]


async def test_the_325_names_each_client_with_a_refused_line_once(uow: Uow) -> None:
    nummer = await met_onbekende(uow)
    goed = await bewaard(uow, prestatie("R9"))

    assert set(await uow.prestatievragen.list_afgekeurde_clienten(nummer)) == {
        await uow.toewijzingen.add_client(BSN),
        ONBEKEND,
    }
    assert len(await uow.prestatievragen.list_afgekeurde_clienten(nummer)) == 2
    assert list(await uow.prestatievragen.list_afgekeurde_clienten(goed)) == []


async def test_a_message_is_compared_with_what_its_own_aanbieder_and_gemeente_have(uow: Uow) -> None:
    await toegewezen(uow)
    await toegewezen(uow, afzender=ANDERE_GEMEENTE)
    await uow.contractfeiten.save(_overeenkomst())
    await uow.contractfeiten.save(_prijs())

    eigen = await gelezen(uow, declaratie())
    vreemd = await gelezen(uow, declaratie(afzender=ANDERE_AGB))

    t = eigen.referentie.toewijzingen
    assert (t.nummer.tolist(), t.code.tolist(), t.volume.tolist(), t.geldig.tolist()) == (
        [101],
        ["02A03"],
        [5],
        [False],
    )
    assert (datum_van(int(t.ingang[0])), datum_van(int(t.eind[0]))) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert eigen.redenen == {101: "geen-grondslag"}
    assert set(eigen.referentie.prijzen.tarief.tolist()) == {1250}
    assert [one.programmalijn for one in eigen.overeenkomsten] == ["2.1.3"]
    assert (len(vreemd.referentie.toewijzingen.nummer), vreemd.redenen, vreemd.overeenkomsten) == (0, {}, ())


async def test_earlier_messages_that_count_hold_their_numbers(uow: Uow) -> None:
    eerder = declaratie()
    bestand, _ = await uow.bestanden.add(ontvangst())
    voor = (await gelezen(uow, eerder)).referentie
    await uow.bestanden.finish(bestand.nummer, _afloop(eerder), nu=NU)
    na = (await gelezen(uow, eerder)).referentie

    assert (voor.identificaties, voor.declaratienummers, voor.laatste_periode) == (frozenset(), frozenset(), None)
    assert eerder.header.bericht_identificatie.identificatie in na.identificaties
    assert eerder.declaratie.declaratie_nummer in na.declaratienummers
    assert na.laatste_periode == APRIL.begindatum


async def test_earlier_lines_are_known_with_what_was_credited_and_used(uow: Uow) -> None:
    await bewaard(uow, prestatie("R1"), prestatie("R2", toewijzing_nummer=102), prestatie("R3"), afgekeurd=(2,))
    await bewaard(uow, prestatie("C1", vorige="R1"))

    regels = [prestatie(naam) for naam in ("R1", "R3")]
    weer = declaratie((BSN, [*regels, prestatie("R2", toewijzing_nummer=102)]))
    referentie = (await gelezen(uow, weer)).referentie

    eerdere, verbruik = referentie.eerdere, referentie.verbruik
    som = {nummer: int(verbruik.cent[verbruik.toewijzing == nummer].sum()) for nummer in (101, 102)}
    assert {"R1", "R2", "R3"} <= referentie.referentienummers
    assert dict(zip(eerdere.referentie.tolist(), eerdere.gecrediteerd.tolist(), strict=True)) == {
        b"R1": True,
        b"R2": False,
    }
    assert som == {101: 0, 102: 5000}


async def test_a_gemeente_is_known_from_its_first_day_unless_it_left_before(uow: Uow) -> None:
    weg, eerste = dt.date(2026, 3, 31), dt.date(2020, 1, 1)
    for feit in (
        Deelnamefeit(gemeente=GEMEENTE, dienst="wmo", van=eerste, tot=None),
        Deelnamefeit(gemeente=ANDERE_GEMEENTE, dienst="wmo", van=eerste, tot=weg),
    ):
        await uow.contractfeiten.save(feit)

    gegevens = await gelezen(uow, declaratie())

    assert gegevens.referentie.gemeentecodes == {GEMEENTE: eerste}


def _overeenkomst() -> Overeenkomstfeit:
    return Overeenkomstfeit(
        overeenkomst_id=uuid.UUID(int=2),
        agb_code=AGB,
        wet="wmo",
        variant="inspanningsgericht",
        programmalijn="2.1.3",
        gemeenten=[GEMEENTE],
        productcodes=["02A03"],
        ingangsdatum=dt.date(2023, 1, 1),
    )


def _prijs() -> Prijsfeit:
    return Prijsfeit(
        prijs_id=uuid.UUID(int=1),
        overeenkomst_id=uuid.UUID(int=2),
        agb_code=AGB,
        wet="wmo",
        versie=1,
        productcode="02A03",
        eenheid="04",
        tarief_cent=1250,
        geldig_van=dt.date(2023, 1, 1),
        gemeenten=[GEMEENTE],
    )


def _begrenzing(**anders: Any) -> Begrenzingfeit:
    gewoon: dict[str, Any] = {
        "ruimte_id": RUIMTE,
        "overeenkomst_id": uuid.UUID(int=2),
        "agb_code": AGB,
        "wet": "wmo",
        "versie": 1,
        "van": dt.date(2026, 1, 1),
        "tot": dt.date(2026, 12, 31),
        "bedrag_cent": 100_000,
        "crisisproducten": ["02A09"],
    }
    return Begrenzingfeit(**{**gewoon, **anders})


async def _met_begrenzing(uow: Uow) -> None:
    await toegewezen(uow)
    await uow.contractfeiten.save(_overeenkomst())
    await uow.contractfeiten.save(_prijs())
    await uow.begrenzingen.save(_begrenzing())


async def test_a_message_is_read_with_the_ceilings_of_its_aanbieder_and_the_products_under_them(uow: Uow) -> None:
    await _met_begrenzing(uow)
    (eigen,) = (await gelezen(uow, declaratie())).referentie.begrenzingen
    assert (eigen.producten, eigen.crisisproducten) == (frozenset({"02A03"}), frozenset({"02A09"}))
    assert (eigen.bedrag_cent, eigen.gebruikt_cent) == (100_000, 0)
    assert (eigen.van, eigen.tot, eigen.ruimte_id) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31), RUIMTE)
    assert (await gelezen(uow, declaratie(afzender=ANDERE_AGB))).referentie.begrenzingen == ()


async def test_the_highest_version_of_a_ceiling_counts_in_whatever_order(uow: Uow) -> None:
    await _met_begrenzing(uow)
    for versie, bedrag in ((3, 300_000), (2, 200_000)):
        await uow.begrenzingen.save(_begrenzing(versie=versie, bedrag_cent=bedrag))
    (eigen,) = (await gelezen(uow, declaratie())).referentie.begrenzingen
    assert eigen.bedrag_cent == 300_000


async def test_what_messages_took_of_a_ceiling_adds_up(uow: Uow) -> None:
    await _met_begrenzing(uow)
    een, twee = await bewaard(uow, prestatie("R1")), await bewaard(uow, prestatie("R2"))
    for nummer, cent in ((een, 5_000), (twee, -1_000)):
        deel = Ruimtegebruik(
            ruimte_id=RUIMTE,
            overeenkomst_id=uuid.UUID(int=2),
            toegekend_cent=cent,
            uitgezonderd_cent=0,
            geweigerd_cent=0,
        )
        await uow.begrenzingen.add_gebruik({nummer: [deel]})
    await uow.begrenzingen.add_gebruik({})
    (eigen,) = (await gelezen(uow, declaratie())).referentie.begrenzingen
    assert eigen.gebruikt_cent == 4_000


async def test_what_was_awarded_before_a_ceiling_was_known_is_counted_once(uow: Uow) -> None:
    await toegewezen(uow)
    await uow.contractfeiten.save(_overeenkomst())
    await uow.contractfeiten.save(_prijs())
    await bewaard(uow, prestatie("R1"), prestatie("R3"), afgekeurd=(1,))
    bedrag = prestatie("R1").ingediend_bedrag.bedrag
    assert await uow.begrenzingen.save(_begrenzing()) == bedrag
    assert await uow.begrenzingen.save(_begrenzing(versie=2)) == 0
    (eigen,) = (await gelezen(uow, declaratie())).referentie.begrenzingen
    assert eigen.gebruikt_cent == bedrag
    later = _begrenzing(ruimte_id=uuid.UUID(int=61), van=dt.date(2027, 1, 1), tot=dt.date(2027, 12, 31))
    assert await uow.begrenzingen.save(later) == 0


EINDE = Overeenkomsteinde(overeenkomst_id=uuid.UUID(int=2), agb_code=AGB, einddatum=None, volgnummer=1)


@pytest.mark.parametrize(("dag", "telt"), [(0, True), (-1, False)], ids=["laatste dag", "na het einde"])
async def test_what_was_awarded_counts_until_the_end_of_the_agreement(uow: Uow, dag: int, *, telt: bool) -> None:
    await toegewezen(uow)
    regel = prestatie("R1")
    einde = regel.product_periode.begindatum + dt.timedelta(days=dag)
    for feit in (_overeenkomst(), _prijs(), replace(EINDE, einddatum=einde)):
        await uow.contractfeiten.save(feit)
    await bewaard(uow, regel)
    assert await uow.begrenzingen.save(_begrenzing()) == (regel.ingediend_bedrag.bedrag if telt else 0)
    (eigen,) = (await gelezen(uow, declaratie())).referentie.begrenzingen
    assert eigen.tot == einde


@pytest.mark.parametrize("volgorde", [(60, 61), (61, 60)], ids=["in orde", "andersom"])
async def test_what_two_agreements_price_counts_under_one_ceiling(uow: Uow, volgorde: tuple[int, int]) -> None:
    await toegewezen(uow)
    andere = uuid.UUID(int=3)
    for feit in (
        _overeenkomst(),
        _prijs(),
        replace(_overeenkomst(), overeenkomst_id=andere),
        replace(_prijs(), prijs_id=andere, overeenkomst_id=andere),
    ):
        await uow.contractfeiten.save(feit)
    await bewaard(uow, prestatie("R1"))
    plekken = {60: uuid.UUID(int=2), 61: andere}
    geteld = [
        await uow.begrenzingen.save(_begrenzing(ruimte_id=uuid.UUID(int=nummer), overeenkomst_id=plekken[nummer]))
        for nummer in volgorde
    ]
    assert geteld == [prestatie("R1").ingediend_bedrag.bedrag, 0]
    begrenzingen = (await gelezen(uow, declaratie())).referentie.begrenzingen
    assert sum(one.gebruikt_cent for one in begrenzingen) == geteld[0]
