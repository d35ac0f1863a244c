"""Which messages may be judged beside each other: never two that can change each other's outcome."""

import datetime as dt
import uuid
from collections.abc import Sequence
from itertools import combinations

from declaraties.application.post.bestanden_verwerken import Gelezen, beurten
from declaraties.domain.post.bestand import Berichtkop, Bestand
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht, in_kolommen
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout
from declaraties.domain.standaard.profielen import Soort, Wet
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import Kind

from tests.builders.declaraties import BSN, declaratie, prestatie, toewijzing

AANBIEDERS, GEMEENTEN = ("42420001", "42420002"), ("0307", "0308", "0342")
NUMMERS = st.sampled_from(["1", "2", "3", "4", "5", "6"])
Bericht = Declaratiebericht | Bericht301 | None  # None: refused at level 1


def een_323(afzender: str, ontvanger: str, nummer: str, referentie: str, vorige: str | None) -> Declaratiebericht:
    regel = prestatie(referentie, vorige=vorige)
    nummers = {"identificatie": f"I{nummer}", "declaratie_nummer": f"D{nummer}"}
    return declaratie((BSN, [regel]), afzender=afzender, ontvanger=ontvanger, **nummers)


BERICHTEN = st.one_of(
    st.builds(
        een_323,
        st.sampled_from(AANBIEDERS),
        st.sampled_from(GEMEENTEN),
        NUMMERS,
        NUMMERS.map("R{}".format),
        st.none() | NUMMERS.map("R{}".format),
    ),
    st.builds(lambda agb: toewijzing(ontvanger=agb), st.sampled_from(AANBIEDERS)),
    st.none(),
)


def bestand_van(nummer: int, bericht: Bericht) -> Bestand:
    soort = Soort.TOEWIJZING if isinstance(bericht, Bericht301) else Soort.DECLARATIE
    partijen = (bericht.header.afzender, bericht.header.ontvanger) if bericht else (AANBIEDERS[0], GEMEENTEN[0])
    return Bestand(
        nummer=nummer,
        id=uuid.UUID(int=nummer),
        kop=Berichtkop(wet=Wet.WMO, soort=soort, afzender=partijen[0], ontvanger=partijen[1]),
        opslag="",
        trace_id="",
        ontvangen_op=dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
    )


def gelezen_van(bericht: Bericht) -> Gelezen:
    if bericht is None:
        return BerichtGeweigerdError(Kind.INVALID, "stuk", Leesfout(code="stuk", melding="Stuk."))
    return in_kolommen(bericht) if isinstance(bericht, Declaratiebericht) else bericht


def namen(bericht: Declaratiebericht) -> set[str | None]:
    referenties = [one.product_referentie for client in bericht.declaratie.clienten for one in client.prestaties]
    return {one.referentie_nummer for one in referenties} | {one.vorig_referentie_nummer for one in referenties}


def hinderen(een: Bericht, ander: Bericht) -> bool:
    """May the outcome of one depend on the other? Said plainly, pair by pair."""
    if een is None or ander is None:
        return False
    if isinstance(een, Bericht301) or isinstance(ander, Bericht301):
        partijen = [{one.header.afzender, one.header.ontvanger} & {*AANBIEDERS} for one in (een, ander)]
        return partijen[0] == partijen[1]
    return een.header.afzender == ander.header.afzender and (
        een.header.ontvanger == ander.header.ontvanger
        or een.header.bericht_identificatie.identificatie == ander.header.bericht_identificatie.identificatie
        or een.declaratie.declaratie_nummer == ander.declaratie.declaratie_nummer
        or bool((namen(een) & namen(ander)) - {None})
    )


@given(st.lists(BERICHTEN, max_size=12))
def test_no_two_messages_of_a_turn_depend_on_each_other_and_each_aanbieder_keeps_its_order(
    berichten: Sequence[Bericht],
) -> None:
    groep = [bestand_van(nummer, one) for nummer, one in enumerate(berichten)]

    gevonden = list(beurten(groep, {nummer: gelezen_van(one) for nummer, one in enumerate(berichten)}, ()))

    for beurt in gevonden:
        for een, ander in combinations(beurt, 2):
            assert not hinderen(berichten[een.nummer], berichten[ander.nummer])
    for agb in AANBIEDERS:
        assert [one for beurt in gevonden for one in beurt if one.kop.agb_code == agb] == [
            one for one in groep if one.kop.agb_code == agb
        ]


def test_messages_of_one_aanbieder_for_several_gemeenten_share_a_turn() -> None:
    berichten = [declaratie(afzender=AANBIEDERS[0], ontvanger=gemeente) for gemeente in GEMEENTEN]
    los = [een_323(AANBIEDERS[0], gemeente, str(n), f"R{n}", None) for n, gemeente in enumerate(GEMEENTEN)]
    groep = [bestand_van(nummer, one) for nummer, one in enumerate(los)]

    samen = list(beurten(groep, {nummer: gelezen_van(one) for nummer, one in enumerate(los)}, ()))
    apart = list(beurten(groep, {nummer: gelezen_van(one) for nummer, one in enumerate(berichten)}, ()))

    assert [len(one) for one in samen] == [3]
    assert [len(one) for one in apart] == [1, 1, 1], "the same reference in each"


def test_under_a_ceiling_every_message_has_a_turn_of_its_own() -> None:
    los = [
        een_323(agb, gemeente, f"{agb}{n}", f"R{n}", None) for agb in AANBIEDERS for n, gemeente in enumerate(GEMEENTEN)
    ]
    groep = [bestand_van(nummer, one) for nummer, one in enumerate(los)]

    gevonden = beurten(groep, {n: gelezen_van(one) for n, one in enumerate(los)}, {(AANBIEDERS[0], "wmo")})

    assert [[one.kop.agb_code for one in beurt].count(AANBIEDERS[0]) for beurt in gevonden] == [1, 1, 1]
