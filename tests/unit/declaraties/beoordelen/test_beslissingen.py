"""Each decision has a proof here, under its own name."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_bericht
from declaraties.adapters.standaard.xml.schrijven import write_323
from declaraties.domain.beoordelen.keuzes import CODE_BESTEDINGSRUIMTE, CODES_OP_CREDIT, Keuzes, OpenEinde
from declaraties.domain.beoordelen.oordeel import Uitkomst
from declaraties.domain.beoordelen.referentie import Verbruik
from declaraties.domain.beoordelen.regels.tabel_niveau2 import NIVEAU2
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.beslissingen import BESLISSINGEN
from declaraties.domain.post.afloop import reden_van_gemeente
from declaraties.domain.post.antwoordtermijn import werkdagen_over
from declaraties.domain.post.envelop import FUNCTIESUBVERSIE, FUNCTIEVERSIE, berichtcode_van
from declaraties.domain.post.teksten import BUITEN_REGIO
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode
from declaraties.domain.standaard.bsn import is_bsn
from declaraties.domain.standaard.codelijsten import RETOURCODE
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.profielen import Soort, Wet
from declaraties.domain.standaard.retourcodes import RETOURCODES
from declaraties.domain.toewijzen.kolommen import Taakgericht
from declaraties.domain.toewijzen.regels.tabel import REGELS_301

from tests.unit.declaraties.bouwers import (
    APRIL,
    BSN,
    BSN_TWEE,
    GEMEENTE,
    MAART,
    PLAATS,
    begrenzing,
    credit,
    declaratie,
    euro,
    gebroken,
    oordeel,
    prestatie,
    prijs,
    referentie,
    toewijzing,
)

MEI = GeslotenPeriode(begindatum=dt.date(2025, 5, 1), einddatum=dt.date(2025, 5, 3))
XML = write_323(declaratie())
DAG = dt.date.fromisoformat
JANUARI = GeslotenPeriode(begindatum=DAG("2025-01-01"), einddatum=DAG("2025-01-31"))
HALF = GeslotenPeriode(begindatum=DAG("2025-04-02"), einddatum=DAG("2025-04-03"))
LATER = toewijzing(ingangsdatum=DAG("2025-05-01"))
GENERIEK: dict[str, Any] = dict.fromkeys(("categorie", "code", "eenheid", "volume", "frequentie"))
ADR = Path(__file__).parents[4] / "docs/adr/0013-open-punten.md"
TOT_3_MEI = referentie(toewijzingen=[toewijzing(einddatum=DAG("2025-05-03"))])


def _slug(data: bytes) -> str:
    with pytest.raises(BerichtGeweigerdError) as fout:
        read_bericht(data)
    return fout.value.slug


def _codes(gegevens: object = None, **anders: object) -> tuple[str, ...]:
    rijen = gegevens if gegevens is not None else referentie()
    return oordeel(declaratie((BSN, [prestatie(**anders)])), rijen).codes_per_prestatie()[0]  # type: ignore[arg-type]


def _xsd_versie() -> bool:
    return (
        read_bericht(XML.replace(b"XsdVersie>1.0.0", b"XsdVersie>0.1.0")).header.xsd_versie.bericht_xsd_versie
        == "0.1.0"
    )


def _eerste_regel() -> bool:
    bericht = declaratie((BSN, [prestatie("R")]), (BSN_TWEE, [prestatie("R", toewijzing_nummer=102)]))
    return oordeel(bericht).codes_per_prestatie() == [(), ("8021",)]


def _nummers() -> bool:
    heel = oordeel(declaratie(), referentie(declaratienummers=frozenset({"D1"})))
    deels = oordeel(declaratie(), referentie(prijzen=[]))
    return not heel.verwerkt and deels.verwerkt and not deels.toegekend.any()


def _taakgericht() -> bool:
    afspraak = (Taakgericht(**PLAATS, geldig_van=DAG("2025-01-01")),)
    met, zonder = referentie(taakgericht=afspraak), referentie(taakgericht=afspraak, toewijzingen=[toewijzing(5)])
    return (_codes(met, product_tarief=1), _codes(zonder)) == (("0611",), ("9338",))


def _prijsdatum() -> bool:
    halverwege = referentie(prijzen=[prijs(), prijs(geldig_van=DAG("2025-04-15"), tarief=1)])
    verlopen = referentie(prijzen=[prijs(), prijs(geldig_van=DAG("2025-02-01"), geldig_tot=DAG("2025-02-28"))])
    return (_codes(halverwege), _codes(verlopen)) == ((), ("0611",))


def _budget() -> bool:
    op = [Verbruik(toewijzing=101, eenheid="04", volume=99_999, cent=30_000)]
    ruim, krap = (
        referentie(toewijzingen=[toewijzing(**GENERIEK, budget=cent)], verbruik=op) for cent in (50_000, 49_999)
    )
    return (_codes(ruim), _codes(krap)) == ((), ("9369",))


def _open_einde() -> bool:
    """Four months of 40 hours up to April; March is declared again when the other three are taken."""
    op = [Verbruik(toewijzing=101, eenheid="04", volume=156, cent=0)]
    gegevens = referentie(toewijzingen=[toewijzing(einddatum=None)], verbruik=op)
    bericht = declaratie((BSN, [prestatie(product_periode=MAART)]))

    def codes(keuze: OpenEinde) -> list[tuple[str, ...]]:
        return oordeel(bericht, gegevens, keuzes=Keuzes(open_einde=keuze)).codes_per_prestatie()

    return [*map(codes, OpenEinde)] == [[()], [("9322",)], [()]]


def _werkdagen() -> bool:
    """From the Wednesday before Easter 2026, and from the last Tuesday of April 2026."""
    pasen = werkdagen_over(DAG("2026-04-01"), DAG("2026-04-07"))
    bevrijding = werkdagen_over(DAG("2026-04-28"), DAG("2026-05-06"))
    return (pasen, bevrijding) == (8, 5)


def _productlijst() -> bool:
    jw: dict[str, Any] = {"wet": Wet.JW}
    regel = prestatie(product_code="45A04", product_categorie="44")
    gegevens = referentie(toewijzingen=[toewijzing(**GENERIEK, **jw)], prijzen=[prijs(productcode="45A04", **jw)])
    lijst = Keuzes(productlijsten={("jw", GEMEENTE): {"45A04": "44"}})
    bericht = declaratie((BSN, [regel]), **jw)
    landelijk, eigen = (oordeel(bericht, gegevens, keuzes=k).codes_per_prestatie() for k in (Keuzes(), lijst))
    return (landelijk, eigen) == ([("S329",)], [()])


def _code_bestedingsruimte() -> bool:
    vol = referentie(
        toewijzingen=[toewijzing(code=None, eenheid=None, volume=None, frequentie=None)],
        begrenzingen=(begrenzing(bedrag_cent=0),),
    )
    return oordeel(declaratie((BSN, [prestatie()])), vol).codes_per_prestatie() == [(CODE_BESTEDINGSRUIMTE,)]


def _boven_de_grens() -> bool:
    rij = referentie(toewijzingen=[toewijzing(volume=10, frequentie="6")])
    uren = ((6, JANUARI), (5, MAART), (4, APRIL))
    regels = [
        prestatie(f"R{n}", geleverd_volume=n, ingediend_bedrag=euro(5000 * n), product_periode=periode)
        for n, periode in uren
    ]
    return oordeel(declaratie((BSN, regels)), rij).codes_per_prestatie() == [(), ("9322",), ()]


def _minuten(aantal: int) -> tuple[str, ...]:
    bedrag = euro((aantal * 5000 + 30) // 60)
    return _codes(eenheid="01", geleverd_volume=aantal, product_tarief=83, ingediend_bedrag=bedrag)


BEWIJZEN: dict[str, Callable[[], bool]] = {
    "grootste-bericht": lambda: _slug(XML + b" " * 26_000_000) == "bestand-te-groot",
    "byte-order-mark": lambda: _slug(b"\xef\xbb\xbf" + XML) == "byte-order-mark",
    "bsn-nullen": lambda: not is_bsn("000000000"),
    "tr319": lambda: _codes(TOT_3_MEI, product_periode=MEI) == ("9319",),
    "xsd-versie": _xsd_versie,
    "toewijzing-van-ander": lambda: _codes(toewijzing_nummer=102) == ("9338",),
    "zonder-geldige-verwijzing": lambda: _codes(referentie(toewijzingen=[toewijzing(geldig=False)])) == ("9338",),
    "alleen-bij-toewijzing": lambda: (
        _codes(toewijzing_nummer=9, product_periode=MEI, product_tarief=1) == ("9319", "9338")
    ),
    "taakgericht": _taakgericht,
    "zonder-overeenkomst": lambda: _codes(referentie(prijzen=[])) == ("0611",),
    "prijsdatum": _prijsdatum,
    "codes-op-credit": lambda: (
        {r.code for r in ALLE_REGELS34} >= CODES_OP_CREDIT
        and gebroken(oordeel(declaratie((BSN, [credit("R1", "R0", product_tarief=1)])))) == {"TR323"}
    ),
    "slot-alleen-bij-toegekend": lambda: _codes(referentie(eerdere=())) == (),
    "gaten-in-perioden": lambda: _codes(referentie(laatste_periode=DAG("2024-01-01"))) == (),
    "eerste-regel-houdt-referentie": _eerste_regel,
    "nummers-na-afkeuring": _nummers,
    "budget-in-centen": _budget,
    "open-einde": _open_einde,
    "envelop": lambda: (
        (FUNCTIEVERSIE, FUNCTIESUBVERSIE, berichtcode_van(Soort.ANTWOORD).value) == ("0003", "0002", "Di01")
    ),
    "werkdagen": _werkdagen,
    "productlijst": _productlijst,
    "gemeente-buiten-regio": lambda: (
        [reden_van_gemeente(code, DAG("2026-01-01")) for code in ("0363", "0457", "9999")]
        == [BUITEN_REGIO, BUITEN_REGIO, None]
    ),
    "boven-de-grens": _boven_de_grens,
    "code-bestedingsruimte": _code_bestedingsruimte,
    "uren-afronden": lambda: _minuten(2400) == () and _minuten(2401) == ("9321",),
    "maand-buiten-toewijzing": lambda: _codes(referentie(toewijzingen=[LATER]), product_periode=HALF) == ("9307",),
}


@pytest.mark.parametrize("naam", [beslissing.naam for beslissing in BESLISSINGEN])
def test_the_decision_is_what_the_code_does(naam: str) -> None:
    assert BEWIJZEN[naam]()


def test_a_proof_for_a_decision_that_is_gone_is_gone_too() -> None:
    assert set(BEWIJZEN) == {beslissing.naam for beslissing in BESLISSINGEN}


def test_every_open_point_of_the_standard_is_one_decision_that_the_record_names() -> None:
    punten = {beslissing.punt: beslissing.naam for beslissing in BESLISSINGEN if beslissing.punt}
    rijen = re.findall(
        r"^\| (\d+) \| [^|]+ \| `([a-z0-9-]+)` \| [^|]+ \|$", ADR.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(punten) == list(range(1, 13))
    assert {int(punt): naam for punt, naam in rijen} == punten


def test_tr319_can_be_put_on_level_2_instead() -> None:
    bericht = declaratie((BSN, [prestatie(product_periode=MEI)]))
    uitkomst = oordeel(bericht, TOT_3_MEI, keuzes=Keuzes(niveau_tr319=2))
    assert (uitkomst.uitkomst, [(hit.nummer, hit.code) for hit in uitkomst.treffers]) == (
        Uitkomst.TECHNISCH_AFGEKEURD,
        [("TR319", "0001")],
    )
    assert oordeel(declaratie(), keuzes=Keuzes(niveau_tr319=2)).treffers == ()


def test_a_line_on_the_toewijzing_of_another_can_refuse_the_client_instead() -> None:
    bericht = declaratie((BSN, [prestatie("R1", toewijzing_nummer=102), prestatie("R2")]))
    uitkomst = oordeel(bericht, keuzes=Keuzes(ander_client_8187=True))
    assert uitkomst.codes_per_prestatie() == [("0233",), ("0233",)]
    onbekend = declaratie((BSN, [prestatie("R1", toewijzing_nummer=999), prestatie("R2")]))
    assert oordeel(onbekend, keuzes=Keuzes(ander_client_8187=True)).codes_per_prestatie() == [("9338",), ()]


def test_which_codes_a_credit_can_get_can_be_chosen() -> None:
    bericht = declaratie((BSN, [credit("R1", "R0", product_tarief=1)]))
    ruim = Keuzes(codes_op_credit=CODES_OP_CREDIT | {"0611"})
    assert "TR418" in gebroken(oordeel(bericht, keuzes=ruim))
    assert "TR418" not in gebroken(oordeel(bericht))


def _codes_in_gebruik() -> set[str]:
    regels = {regel.code for tabel in (NIVEAU2, ALLE_REGELS34, REGELS_301) for regel in tabel}
    return regels | {"0200", "0233", "8001"}


def test_every_code_that_can_be_given_is_explained_and_exists() -> None:
    assert set(RETOURCODES) == _codes_in_gebruik()
    assert set(RETOURCODES) <= set(RETOURCODE)


def test_every_rule_says_what_is_wrong_and_what_to_do() -> None:
    for tabel in (NIVEAU2, ALLE_REGELS34, REGELS_301):
        for regel in tabel:
            assert regel.wat.endswith(".")
            assert regel.doe.endswith(".")
            assert regel.bron
            assert regel.toets.__doc__
