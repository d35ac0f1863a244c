"""Level 2 for starts and stops: one passing and one failing message per rule of the tables."""

import datetime as dt

import pytest
from declaraties.domain.beoordelen.teksten import uitleg_van_regel
from declaraties.domain.regie.regeltabel import REGELS_305, REGELS_307, beoordeel_regie
from declaraties.domain.standaard.berichten.levering import Regiebericht
from declaraties.domain.standaard.berichten.persoon import Geboortedatum
from declaraties.domain.standaard.regel import Klasse

from tests.builders.berichtenverkeer import DAGTEKENING, regiebericht, start, stop

MORGEN = str(DAGTEKENING + dt.timedelta(days=1))
HEDEN = str(DAGTEKENING)
OUD = DAGTEKENING.replace(year=DAGTEKENING.year - 120)
Geval = tuple[str, Klasse, Regiebericht, Regiebericht, tuple[int, ...]]


def _client(*producten: object) -> list[Geval]:
    def met(**anders: object) -> Regiebericht:
        return regiebericht(*producten, **anders)  # type: ignore[arg-type]

    def geboren(datum: dt.date, gebruik: str | None = None) -> Regiebericht:
        return met(geboortedatum=Geboortedatum(datum=datum, datum_gebruik=gebruik))

    gevallen = [
        ("CS002", met(bsn="999900006"), met(bsn="999900007")),
        ("TR002", geboren(OUD), geboren(OUD - dt.timedelta(days=1))),
        ("TR134", geboren(DAGTEKENING), geboren(DAGTEKENING + dt.timedelta(days=1))),
        ("CS139", geboren(dt.date(1970, 1, 1), "2"), geboren(dt.date(1970, 2, 1), "2")),
    ]
    return [(regel, Klasse.CLIENT, goed, fout, (0,)) for regel, goed, fout in gevallen]


START: list[Geval] = [
    *_client(start()),
    ("TR101", Klasse.START_PRODUCT, regiebericht(start(1), start(2)), regiebericht(start(1), start(2), start(1)), (2,)),
    ("TR134", Klasse.START_PRODUCT, regiebericht(start(begin=HEDEN)), regiebericht(start(begin=MORGEN)), (0,)),
    (
        "CS058",
        Klasse.START_PRODUCT,
        regiebericht(start(1), start(2, status_aanlevering="3")),
        regiebericht(start(1), start(2, status_aanlevering="9"), start(3, status_aanlevering="2")),
        (1, 2),
    ),
]
STOP: list[Geval] = [
    *_client(stop()),
    ("TR101", Klasse.STOP_PRODUCT, regiebericht(stop(reden="20"), stop()), regiebericht(stop(), stop()), (1,)),
    ("TR134", Klasse.STOP_PRODUCT, regiebericht(stop(einde=HEDEN)), regiebericht(stop(einde=MORGEN)), (0,)),
    ("CS058", Klasse.STOP_PRODUCT, regiebericht(stop(status="3")), regiebericht(stop(status="2")), (0,)),
    (
        "TR018",
        Klasse.STOP_PRODUCT,
        regiebericht(stop(begin=HEDEN, einde=HEDEN)),
        regiebericht(stop(), stop(2, begin="2026-03-02", einde="2026-03-01")),
        (1,),
    ),
]


@pytest.mark.parametrize(("regel", "klasse", "goed", "fout", "posities"), START + STOP)
def test_a_rule_passes_what_holds_and_names_what_does_not(
    regel: str, klasse: Klasse, goed: Regiebericht, fout: Regiebericht, posities: tuple[int, ...]
) -> None:
    assert beoordeel_regie(goed) == ()
    (treffer,) = beoordeel_regie(fout)
    assert (treffer.nummer, treffer.klasse, treffer.code, treffer.niveau) == (regel, klasse, "0001", 2)
    assert tuple(treffer.posities) == posities


@pytest.mark.parametrize(("tabel", "gevallen"), [(REGELS_305, START), (REGELS_307, STOP)])
def test_every_rule_of_the_tables_has_a_case_and_a_text(tabel: object, gevallen: list[Geval]) -> None:
    regels = [(regel.nummer, regel.klasse) for regel in tabel]  # type: ignore[attr-defined]

    assert regels == [(geval[0], geval[1]) for geval in gevallen]
    assert all(uitleg_van_regel(nummer, klasse).doe.endswith(".") for nummer, klasse in regels)
