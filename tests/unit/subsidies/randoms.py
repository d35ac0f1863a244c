"""Random schemes, statements and files around the limits of the rules; few values, so that they meet often."""

import dataclasses
import datetime as dt

from hypothesis import strategies as st
from risb_recht.periode import Periode
from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus, Aanvulling, Zienswijze
from subsidies.domain.aanvragen.intake import Binnenkomst
from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Aandachtspunt, Puntuitkomst
from subsidies.domain.besluiten.besluit import Dossier, Grondcode, Weigeringsgrond
from subsidies.domain.besluiten.loting import Voorrang
from subsidies.domain.regelingen.opgave import Begroting, Opgave, SoortAanvrager
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Plafond, Regeling

from tests.builders.subsidies import BEKEND, DAG, NU, aanvraag, opgave, punt, regeling

DAGEN = st.integers(-40, 40).map(lambda days: DAG + dt.timedelta(days=days))
CENT = st.sampled_from([0, 1, 99, 100, 101, 500, 1_000])
GEMEENTE = st.sampled_from(["0307", "0342"])
WIJK = st.sampled_from([None, "Liendert", "Elders"])


@st.composite
def periodes(draw: st.DrawFn) -> Periode:
    van = draw(DAGEN)
    return Periode(van=van, tot=van + dt.timedelta(days=draw(st.integers(0, 60))))


@st.composite
def plafonds(draw: st.DrawFn) -> Plafond:
    return Plafond(
        gemeente=draw(GEMEENTE),
        wijk=draw(WIJK),
        tijdvak=draw(periodes()),
        bedrag_cent=draw(CENT),
        bekendgemaakt_op=BEKEND,
    )


@st.composite
def regelingen(draw: st.DrawFn) -> Regeling:
    return regeling(
        gemeenten=tuple(draw(st.sets(GEMEENTE, min_size=1))),
        wijken=("Liendert",),
        openstelling=draw(periodes()),
        uiterlijk_voor_start_weken=draw(st.none() | st.integers(0, 3)),
        plafonds=tuple(draw(st.lists(plafonds(), min_size=1, max_size=3))),
        deels_verlenen=draw(st.booleans()),
        aanvrager_soorten=tuple(draw(st.sets(st.sampled_from(SoortAanvrager), min_size=1))),
        rechtspersoon_vanaf_cent=draw(st.none() | CENT),
        zonder_winst=draw(st.booleans()),
        max_bedrag_cent=draw(st.none() | CENT),
        screening_vanaf_cent=draw(CENT),
        direct_vast_tot_cent=draw(CENT),
    )


@st.composite
def opgaven(draw: st.DrawFn) -> Opgave:
    van, gevraagd = draw(DAGEN), draw(CENT)
    begroting = Begroting(
        kosten_cent=draw(st.sampled_from([gevraagd, gevraagd + 100, 500_000, 500_001, 600_000])),
        eigen_bijdrage_cent=draw(CENT),
        andere_inkomsten_cent=draw(CENT),
        contant_cent=draw(st.sampled_from([0, 1, 125_000, 125_001])),
    )
    return opgave(
        soort=draw(st.sampled_from(SoortAanvrager)),
        kvk_nummer=draw(st.sampled_from([None, "12345678"])),
        winstoogmerk=draw(st.booleans()),
        opgericht_op=draw(st.none() | st.integers(180, 186).map(lambda days: DAG - dt.timedelta(days=days))),
        bestuur_gewijzigd_op=draw(st.none() | st.integers(90, 94).map(lambda days: DAG - dt.timedelta(days=days))),
        gemeente=draw(GEMEENTE),
        wijk=draw(WIJK),
        activiteit_van=van,
        activiteit_tot=van + dt.timedelta(days=draw(st.integers(0, 30))),
        gevraagd_cent=gevraagd,
        begroting=begroting,
    )


@st.composite
def binnenkomsten(draw: st.DrawFn) -> Binnenkomst:
    return Binnenkomst(
        regeling=draw(regelingen()),
        opgave=draw(opgaven()),
        ontvangen=draw(DAGEN),
        iban_geldig=draw(st.booleans()),
        gelezen_versie=draw(st.sampled_from([None, 1, 2])),
    )


@st.composite
def aanvragen(draw: st.DrawFn, scheme: Regeling) -> Aanvraag:
    vraag = Aanvulling(
        nummer=1,
        gevraagd=("KvK",),
        gevraagd_op=DAG - dt.timedelta(days=draw(st.integers(14, 60))),
        uiterlijk=DAG - dt.timedelta(days=draw(st.integers(-1, 40))),
        beantwoord_op=draw(st.none() | st.integers(0, 40).map(lambda days: DAG - dt.timedelta(days=days))),
        toereikend=draw(st.sampled_from([None, False, True])),
    )
    hearing = Zienswijze(
        voornemen="Weigeren.",
        gevraagd_op=DAG - dt.timedelta(days=15),
        uiterlijk=DAG - dt.timedelta(days=draw(st.integers(-1, 1))),
        beantwoord_op=draw(st.sampled_from([None, DAG])),
    )
    return dataclasses.replace(
        aanvraag(scheme, opgave=draw(opgaven())),
        status=draw(st.sampled_from(AanvraagStatus)),
        volledig_op=draw(st.sampled_from([None, NU])),
        aanvullingen=draw(st.sampled_from([(), (vraag,)])),
        zienswijze=draw(st.sampled_from([None, hearing])),
        screening_op=draw(st.sampled_from([None, NU])),
    )


@st.composite
def punten(draw: st.DrawFn) -> Aandachtspunt:
    bron = draw(st.sampled_from(Aandachtbron))
    return punt(draw(st.sampled_from([None, Puntuitkomst.VERKLAARD, Puntuitkomst.AANGEHOUDEN])), bron=bron)


@st.composite
def voorrangen(draw: st.DrawFn) -> Voorrang:
    cents = st.sampled_from([0, 0, 1, 100])
    return Voorrang(eerder_cent=draw(cents), gelijk_cent=draw(cents))


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    scheme, announced = draw(regelingen()), draw(CENT)
    granted = draw(st.integers(0, announced))
    ledger = Plafondstand(id=1, bedrag_cent=announced, verleend_cent=granted)
    return Dossier(
        aanvraag=draw(aanvragen(scheme)),
        regeling=scheme,
        punten=tuple(draw(st.lists(punten(), max_size=2))),
        plafond=draw(st.sampled_from([None, ledger, ledger])),
        voorrang=draw(voorrangen()),
    )


@st.composite
def clean_dossiers(draw: st.DrawFn) -> Dossier:
    """Nothing stands in the way but the money that is left."""
    scheme, announced = regeling(deels_verlenen=draw(st.booleans()), direct_vast_tot_cent=draw(CENT)), draw(CENT)
    ledger = Plafondstand(id=1, bedrag_cent=announced, verleend_cent=draw(st.integers(0, announced)))
    asks = opgave(gevraagd_cent=draw(CENT))
    cents = st.sampled_from([0, 0, 1, 100, ledger.ruimte_cent])
    before = Voorrang(eerder_cent=draw(cents), gelijk_cent=draw(cents))
    return Dossier(aanvraag=aanvraag(scheme, opgave=asks), regeling=scheme, punten=(), plafond=ledger, voorrang=before)


@st.composite
def gronden(draw: st.DrawFn) -> tuple[Weigeringsgrond, ...]:
    codes = draw(st.lists(st.sampled_from(Grondcode), max_size=2))
    return tuple(
        Weigeringsgrond(code=one, toelichting="Daarom.", feiten_wijken_af=draw(st.booleans())) for one in codes
    )
