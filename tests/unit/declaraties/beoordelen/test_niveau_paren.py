"""Every rule of the tables has a pair here: a message that breaks it and its neighbour that does not."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from declaraties.domain.beoordelen.oordeel import Oordeel
from declaraties.domain.beoordelen.referentie import Referentiegegevens, Verbruik
from declaraties.domain.beoordelen.regels.tabel_niveau2 import NIVEAU2
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import (
    BerichtIdentificatie,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
)
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.standaard.regel import Regel
from declaraties.domain.standaard.retourcodes import ONBEKEND, uitleg_van_code
from declaraties.domain.toewijzen.kolommen import Taakgericht

from tests.unit.declaraties.beoordelen.orakel.proef import CODES
from tests.unit.declaraties.bouwers import (
    BSN,
    BSN_TWEE,
    MAART,
    PLAATS,
    begrenzing,
    credit,
    debet,
    declaratie,
    euro,
    met,
    oordeel,
    prestatie,
    prijs,
    referentie,
    toewijzing,
)

Zaak = Bericht323 | tuple[Bericht323, Referentiegegevens]
GOED = declaratie()
ZONDER_CODE: dict[str, Any] = {"code": None, "eenheid": None, "volume": None, "frequentie": None}
DEBET = debet()
TERUG = declaratie((BSN, [credit("R1", "R0")]))
TAAK = Taakgericht(**PLAATS, productcode="02A01", geldig_van=dt.date(2025, 4, 1))


def periode(begin: str, eind: str) -> GeslotenPeriode:
    return GeslotenPeriode(begindatum=dt.date.fromisoformat(begin), einddatum=dt.date.fromisoformat(eind))


def een(**anders: Any) -> Bericht323:
    return declaratie((BSN, [prestatie(**anders)]))


def twee(*regels: Any) -> Bericht323:
    return declaratie((BSN, list(regels)))


def getekend(dag: str, **anders: Any) -> Bericht323:
    identificatie = BerichtIdentificatie(identificatie="B1", dagtekening=dt.date.fromisoformat(dag))
    return declaratie(bericht_identificatie=identificatie, **anders)


def op(**anders: Any) -> Referentiegegevens:
    return referentie(toewijzingen=[toewijzing(**anders)])


def met_budget(cent: int) -> Referentiegegevens:
    return op(**ZONDER_CODE, budget=cent)


def met_plafond(rest: int) -> Referentiegegevens:
    """A ceiling under which so many cents are left."""
    vol = begrenzing(bedrag_cent=1_000_000, gebruikt_cent=1_000_000 - rest)
    return referentie(toewijzingen=[toewijzing(**ZONDER_CODE)], begrenzingen=(vol,))


def totaal(cent: int, teken: str) -> TotaalBedragMetDC:
    return TotaalBedragMetDC(totaal_bedrag=cent, debet_credit=teken)


def nul(teken: str) -> Bericht323:
    return een(geleverd_volume=0, ingediend_bedrag=euro(0, teken), **_verwijzing(teken))


def _verwijzing(teken: str) -> dict[str, Any]:
    verwijzing = Referentie(referentie_nummer="R1", vorig_referentie_nummer="R0")
    return {"product_referentie": verwijzing} if teken == "C" else {}


def jeugd(categorie: str) -> tuple[Bericht323, Referentiegegevens]:
    jw: dict[str, Any] = {"wet": Wet.JW}
    regel = prestatie(product_code="45A04", product_categorie=categorie)
    rij = toewijzing(**ZONDER_CODE | {"categorie": None}, **jw)
    return declaratie((BSN, [regel]), **jw), referentie(toewijzingen=[rij], prijzen=[prijs(productcode="45A04", **jw)])


EURO: dict[str, Any] = {"eenheid": "83", "geleverd_volume": 100}
KLANTEN = (BSN, [prestatie("R1")]), (BSN_TWEE, [prestatie("R2", toewijzing_nummer=102)])
JANUARI_2021 = {"product_periode": periode("2021-01-01", "2021-01-31")}
DECEMBER_2020 = {"product_periode": periode("2020-12-01", "2020-12-31")}
VOL = referentie(
    toewijzingen=[toewijzing(volume=10, frequentie="6")],
    verbruik=[Verbruik(toewijzing=101, eenheid="04", volume=7, cent=0)],
)

# per rule and class: broken, not broken
PAREN: dict[str, tuple[Zaak, Zaak]] = {
    "CS002 Client": (met(GOED, bsns=("999900007",)), GOED),
    "CS319 Declaratie": (met(GOED, declaratie_nummer="D-1"), GOED),
    "CS340 Declaratie": (met(GOED, declaratie_periode=periode("2025-04-01", "2025-04-29")), GOED),
    "CS100 Declaratie": (
        met(GOED, declaratie_periode=periode("2020-12-01", "2020-12-31")),
        met(GOED, declaratie_periode=periode("2021-01-01", "2021-01-31")),
    ),
    "CS100 Prestatie": (een(**DECEMBER_2020), een(**JANUARI_2021)),
    "CS337 Prestatie": (een(product_periode=periode("2025-03-15", "2025-04-30")), een(product_periode=MAART)),
    "TR134 Declaratie": (getekend("2025-03-31"), getekend("2025-04-01")),
    "TR134 Prestatie": (getekend("2025-03-31"), getekend("2025-04-01")),
    "TR137 Declaratie": (getekend("2025-04-29"), getekend("2025-04-30")),
    "TR137 Prestatie": (een(product_periode=periode("2025-04-02", "2025-04-01")), GOED),
    "TR335 Prestatie": (
        met(GOED, declaratie_dagtekening=dt.date(2030, 5, 1)),
        met(GOED, declaratie_dagtekening=dt.date(2030, 4, 30)),
    ),
    "CD060 Prestatie": (twee(credit("R1", None)), TERUG),
    "CD087 Prestatie": (een(product_tarief=None), GOED),
    "CS339 Prestatie": (
        een(**EURO, product_tarief=None, ingediend_bedrag=euro(99)),
        een(**EURO, product_tarief=None, ingediend_bedrag=euro(100)),
    ),
    "CS325 Declaratie": (met(nul("D"), totaal_ingediend_bedrag=totaal(0, "C")), nul("D")),
    "CS325 Prestatie": (nul("C"), nul("D")),
    "TR358 Declaratie": (met(GOED, totaal_ingediend_bedrag=totaal(20001, "D")), GOED),
    "TR101 Client": (declaratie(KLANTEN[0], (BSN, KLANTEN[1][1])), declaratie(*KLANTEN)),
    "TR101 Prestatie": (
        twee(prestatie("R1"), prestatie("R1", product_periode=MAART)),
        twee(prestatie("R1"), prestatie("r1", product_periode=MAART)),
    ),
    "TR315 Prestatie": (twee(credit("R1", "R0"), credit("R2", "R0")), twee(credit("R1", "R0"), credit("R2", "R9"))),
    "TR316 Prestatie": (twee(prestatie("R1"), credit("R2", "R1")), twee(prestatie("R1"), credit("R2", "R0"))),
    "TR416 Prestatie": (
        twee(prestatie("R1"), prestatie("R2")),
        twee(prestatie("R1"), prestatie("R2", product_periode=MAART)),
    ),
    "TR056 Header": (
        (GOED, referentie(identificaties=frozenset({"B1"}))),
        (GOED, referentie(identificaties=frozenset({"b1"}))),
    ),
    "TR135 Header": (getekend("2025-05-11"), getekend("2025-05-10")),
    "TR378 Header": ((GOED, referentie(gemeentecodes={})), GOED),
    "TR333 Declaratie": (
        (GOED, referentie(declaratienummers=frozenset({"D1"}))),
        (GOED, referentie(declaratienummers=frozenset({"D2"}))),
    ),
    "TR318 Declaratie": (
        (GOED, referentie(laatste_periode=dt.date(2025, 5, 1))),
        (GOED, referentie(laatste_periode=dt.date(2025, 4, 1))),
    ),
    "TR304 Client": ((GOED, referentie(toewijzingen=[toewijzing(102, BSN_TWEE)])), GOED),
    "TR314 Prestatie": (
        (GOED, referentie(referentienummers=frozenset({"R1"}))),
        (GOED, referentie(referentienummers=frozenset({"R2"}))),
    ),
    "TR319 Prestatie": (een(product_periode=periode("2025-05-01", "2025-05-06")), een(product_periode=MAART)),
    "TR338 Prestatie": (een(toewijzing_nummer=103), GOED),
    "TR384 Prestatie": ((GOED, op(verwijderd=True)), GOED),
    "TR339 Prestatie": ((GOED, op(categorie="03")), (GOED, op(categorie=None))),
    "TR340 Prestatie": ((GOED, op(code="02A02")), (GOED, op(code=None))),
    "TR381 Prestatie": (jeugd("44"), jeugd("45")),
    "TR341 Prestatie": ((GOED, op(eenheid="16")), GOED),
    "TR307 Prestatie": ((GOED, op(ingangsdatum=dt.date(2025, 4, 2))), (GOED, op(ingangsdatum=dt.date(2025, 4, 1)))),
    "TR308 Prestatie": ((GOED, op(einddatum=dt.date(2025, 4, 29))), (GOED, op(einddatum=dt.date(2025, 4, 30)))),
    "TR387 Prestatie": (een(product_periode=periode("2025-04-02", "2025-04-30")), GOED),
    "TR388 Prestatie": (een(product_periode=periode("2025-04-01", "2025-04-29")), GOED),
    "TR321 Prestatie": ((GOED, op(volume=3)), (GOED, op(volume=4))),
    "TAAKGERICHT Prestatie": (
        (GOED, referentie(taakgericht=(TAAK,))),
        (GOED, referentie(taakgericht=(dataclasses.replace(TAAK, productcode="02A02"),))),
    ),
    "TR418 Prestatie": (
        een(product_tarief=4999, ingediend_bedrag=euro(19996)),
        een(product_tarief=5000, ingediend_bedrag=euro(20000)),
    ),
    "TR346 Prestatie": (een(ingediend_bedrag=euro(19999)), GOED),
    "TR323 Prestatie": (
        (TERUG, referentie(eerdere=(dataclasses.replace(DEBET, volume=5),))),
        (TERUG, referentie(eerdere=(DEBET,))),
    ),
    "TR390 Prestatie": (
        (TERUG, referentie(eerdere=(dataclasses.replace(DEBET, gecrediteerd=True),))),
        (TERUG, referentie(eerdere=(DEBET,))),
    ),
    "TR389 Prestatie": (
        (GOED, referentie(eerdere=(DEBET,))),
        (GOED, referentie(eerdere=(dataclasses.replace(DEBET, gecrediteerd=True),))),
    ),
    "TR322 Prestatie": ((GOED, VOL), (een(geleverd_volume=3, ingediend_bedrag=euro(15000)), VOL)),
    "BESTEDINGSRUIMTE Prestatie": ((GOED, met_plafond(19_999)), (GOED, met_plafond(20_000))),
    "TR369 Prestatie": ((GOED, met_budget(19_999)), (GOED, met_budget(20_000))),
}
TABEL: tuple[Regel[Any], ...] = (*NIVEAU2, *ALLE_REGELS34)


def _geraakt(zaak: Zaak) -> set[tuple[str, str, str, int]]:
    bericht, gegevens = zaak if isinstance(zaak, tuple) else (zaak, None)
    uitkomst: Oordeel = oordeel(bericht, gegevens)
    return {(hit.nummer, hit.klasse.value, hit.code, hit.niveau) for hit in uitkomst.treffers}


def _naam(regel: Regel[Any]) -> str:
    return f"{regel.nummer} {regel.klasse.value}"


def test_every_rule_has_exactly_one_pair() -> None:
    assert sorted(map(_naam, TABEL)) == sorted(PAREN)


@pytest.mark.parametrize("regel", TABEL, ids=_naam)
def test_the_broken_case_hits_the_rule_and_its_neighbour_does_not(regel: Regel[Any]) -> None:
    fout, goed = PAREN[_naam(regel)]
    eigen = (regel.nummer, regel.klasse.value, regel.code, regel.niveau)
    assert eigen in _geraakt(fout)
    assert eigen not in _geraakt(goed)


@pytest.mark.parametrize("regel", TABEL, ids=_naam)
def test_every_rule_has_its_particulars(regel: Regel[Any]) -> None:
    assert regel.niveau in {2, 3, 4}
    assert regel.bron
    assert regel.toets.__doc__
    assert regel.code == "0001" if regel.niveau == 2 else regel.code != "0001"


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_a_325_is_explained_in_plain_dutch_with_what_to_do(code: str) -> None:
    uitleg = uitleg_van_code(code)
    assert uitleg is not ONBEKEND
    assert uitleg.betekenis.endswith(".")
    assert uitleg.doe.endswith(".")
