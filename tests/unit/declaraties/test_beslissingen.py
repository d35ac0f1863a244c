"""Each decision has a proof here, under its own name."""

import datetime as dt
from collections.abc import Callable

import pytest
from declaraties.adapters.xml.lezen import lees_bericht
from declaraties.adapters.xml.schrijven import schrijf_323
from declaraties.domain.berichten.codelijsten import RETOURCODE
from declaraties.domain.berichten.fouten import BerichtGeweigerdError
from declaraties.domain.berichten.waarden import GeslotenPeriode
from declaraties.domain.beslissingen import BESLISSINGEN, CODES_OP_CREDIT
from declaraties.domain.referentie import Taakgericht
from declaraties.domain.regels.niveau2 import is_bsn
from declaraties.domain.regels.tabel_301 import REGELS_301
from declaraties.domain.regels.tabel_niveau2 import NIVEAU2
from declaraties.domain.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.retourcodes import RETOURCODES

from tests.unit.declaraties.bouwers import (
    BSN,
    BSN_TWEE,
    PLAATS,
    credit,
    declaratie,
    gebroken,
    oordeel,
    prestatie,
    prijs,
    referentie,
    toewijzing,
)

MEI = GeslotenPeriode(begindatum=dt.date(2025, 5, 1), einddatum=dt.date(2025, 5, 3))
XML = schrijf_323(declaratie())
DAG = dt.date.fromisoformat
TOT_3_MEI = referentie(toewijzingen=[toewijzing(einddatum=DAG("2025-05-03"))])


def _slug(data: bytes) -> str:
    with pytest.raises(BerichtGeweigerdError) as fout:
        lees_bericht(data)
    return fout.value.slug


def _codes(gegevens: object = None, **anders: object) -> tuple[str, ...]:
    rijen = gegevens if gegevens is not None else referentie()
    return oordeel(declaratie((BSN, [prestatie(**anders)])), rijen).codes_per_prestatie()[0]  # type: ignore[arg-type]


def _xsd_versie() -> bool:
    return (
        lees_bericht(XML.replace(b"XsdVersie>1.0.0", b"XsdVersie>0.1.0")).header.xsd_versie.bericht_xsd_versie
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
}


@pytest.mark.parametrize("naam", [beslissing.naam for beslissing in BESLISSINGEN])
def test_the_decision_is_what_the_code_does(naam: str) -> None:
    assert BEWIJZEN[naam]()


def test_a_proof_for_a_decision_that_is_gone_is_gone_too() -> None:
    assert set(BEWIJZEN) == {beslissing.naam for beslissing in BESLISSINGEN}


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
