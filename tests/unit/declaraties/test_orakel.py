"""The rule engine against the plain judge on random messages and random reference data."""

import dataclasses
import datetime as dt
import random
from collections import Counter

import pytest
from declaraties.domain.berichten.declaratie import Prestatie, als_records
from declaraties.domain.berichten.profielen import Wet
from declaraties.domain.berichten.waarden import (
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
)
from declaraties.domain.oordeel import Oordeel
from declaraties.domain.referentie import EerdereDebet, Prijs, Taakgericht, Toewijzing
from declaraties.domain.regels.regel import Klasse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.declaraties.bouwers import (
    AANBIEDER,
    GEMEENTE,
    PLAATS,
    clientsleutel,
    declaratie,
    met,
    oordeel,
    referentie,
)
from tests.unit.declaraties.orakel import Uitspraak, Wereld, oordeel_over

BSNS = ["999900006", "999900018", "999900031", "999900043", "999990342"]
CODES = ["02A01", "02A02", "02"]
EENHEDEN = ["01", "04", "14", "83"]
TARIEVEN = [0, 1, 29, 30, 5000, 8730]
MAANDEN = [dt.date(2025, maand, 1) for maand in (2, 3, 4, 5)]
VANDAAG = dt.date(2025, 5, 10)


class Toeval:
    """Everything random about one case; most choices are right, so that every rule gets its turn."""

    def __init__(self, zaad: int) -> None:
        self.r = random.Random(zaad)

    def zelden(self, kans: float = 0.03) -> bool:
        return self.r.random() < kans

    def periode(self) -> GeslotenPeriode:
        begin = self.r.choice(MAANDEN[:3])
        eind = MAANDEN[MAANDEN.index(begin) + 1] - dt.timedelta(days=1)
        if self.zelden(0.2):
            begin, eind = begin + dt.timedelta(days=self.r.randrange(5)), eind - dt.timedelta(days=self.r.randrange(5))
        if self.zelden(0.002):
            eind += dt.timedelta(days=self.r.choice([-40, 2, 40]))
        return GeslotenPeriode(begindatum=begin, einddatum=eind)

    def toewijzing(self, nummer: int, bsn: str) -> Toewijzing:
        soort = self.r.random()
        met_code, met_omvang = soort < 0.7, soort < 0.8
        return Toewijzing(
            wet=Wet.JW if self.zelden() else Wet.WMO,
            gemeente="0308" if self.zelden() else GEMEENTE,
            aanbieder="42420001" if self.zelden() else AANBIEDER,
            nummer=nummer,
            clientsleutel=clientsleutel(bsn),
            categorie=None if soort > 0.95 else self.r.choice(["02", "02", "02", "03"]),
            code=self.r.choice(CODES) if met_code else None,
            eenheid=self.r.choice(EENHEDEN) if met_omvang else None,
            volume=40 if met_omvang else None,
            frequentie="4" if met_omvang else None,
            ingangsdatum=self.r.choice([dt.date(2025, 1, 1), dt.date(2025, 3, 1), dt.date(2025, 3, 2)]),
            einddatum=self.r.choice([None, dt.date(2025, 12, 31), dt.date(2025, 3, 31), dt.date(2025, 4, 29)]),
            verwijderd=self.zelden(0.05),
            geldig=not self.zelden(0.05),
        )

    def prijzen(self) -> list[Prijs]:
        rijen = {}
        for _ in range(self.r.randrange(30)):
            rij = Prijs(
                wet=Wet.JW if self.zelden() else Wet.WMO,
                gemeente="0308" if self.zelden() else GEMEENTE,
                aanbieder=AANBIEDER,
                productcode=self.r.choice(CODES),
                eenheid=self.r.choice(EENHEDEN),
                geldig_van=self.r.choice([dt.date(2025, 1, 1), dt.date(2025, 3, 1), dt.date(2025, 4, 2)]),
                geldig_tot=self.r.choice([None, None, dt.date(2025, 3, 1), dt.date(2025, 3, 31)]),
                tarief=self.r.choice(TARIEVEN),
            )
            rijen[rij.wet, rij.gemeente, rij.productcode, rij.eenheid, rij.geldig_van] = rij
        return list(rijen.values())

    def regel(self, nummer: int, toewijzingen: list[Toewijzing], prijzen: list[Prijs]) -> Prestatie:
        t = self.r.choice(toewijzingen)
        code = t.code if t.code and not self.zelden(0.1) else self.r.choice(CODES)
        eenheid = t.eenheid if t.eenheid and not self.zelden(0.2) else self.r.choice(EENHEDEN)
        volume = self.r.choice([0, 1, 2, 3, 59, 60, 61, 1000])
        tarief = self._tarief(code, eenheid, prijzen)
        bedrag = volume * tarief
        if eenheid == "01" and self.zelden(0.7):
            uur = self._tarief(code, "04", prijzen)
            tarief, bedrag = (uur + 30) // 60, (uur * volume + 30) // 60
        if self.zelden(0.05):
            bedrag += 1
        if eenheid == "83":
            bedrag = volume
        # ReferentieNummers overlap a little, with each other and with earlier ones
        referentie_nummer = f"R{self.r.randrange(20) if self.zelden(0.06) else 100 + nummer}"
        return Prestatie(
            product_referentie=Referentie(referentie_nummer=self.r.choice(["", "", "", " "]) + referentie_nummer),
            toewijzing_nummer=777 if self.zelden() else t.nummer,
            product_categorie="04" if self.zelden() else t.categorie or "02",
            product_code=code,
            product_periode=self.periode(),
            geleverd_volume=volume,
            eenheid=eenheid,
            product_tarief=None if (eenheid == "83") != self.zelden(0.002) else tarief,
            ingediend_bedrag=BedragMetDC(bedrag=min(bedrag, 99_999_999), debet_credit="D"),
        )

    def _tarief(self, code: str, eenheid: str, prijzen: list[Prijs]) -> int:
        passend = [p.tarief for p in prijzen if (p.productcode, p.eenheid) == (code, eenheid)]
        return self.r.choice(passend) if passend and not self.zelden(0.1) else self.r.choice(TARIEVEN)

    def credit(self, nummer: int, debet: EerdereDebet, bsns: dict[bytes, str]) -> tuple[str, Prestatie]:
        regel = Prestatie(
            product_referentie=Referentie(
                referentie_nummer=f"C{nummer}",
                vorig_referentie_nummer="R999" if self.zelden(0.05) else debet.referentie + self.r.choice(["", "\t"]),
            ),
            toewijzing_nummer=debet.toewijzing,
            product_categorie=debet.categorie,
            product_code=debet.code,
            product_periode=GeslotenPeriode(begindatum=debet.begin, einddatum=debet.eind),
            geleverd_volume=debet.volume + self.zelden(0.1),
            eenheid=debet.eenheid,
            product_tarief=debet.tarief,
            ingediend_bedrag=BedragMetDC(bedrag=debet.bedrag, debet_credit="C"),
        )
        return bsns[debet.clientsleutel], regel

    def debet(self, nummer: int, regel: Prestatie, bsn: str) -> EerdereDebet:
        return EerdereDebet(
            gemeente="0308" if self.zelden() else GEMEENTE,
            clientsleutel=clientsleutel(bsn),
            referentie=f"R{nummer}",
            toewijzing=regel.toewijzing_nummer,
            categorie=regel.product_categorie,
            code=regel.product_code,
            begin=regel.product_periode.begindatum,
            eind=regel.product_periode.einddatum,
            volume=regel.geleverd_volume,
            eenheid=regel.eenheid,
            tarief=regel.product_tarief,
            bedrag=regel.ingediend_bedrag.bedrag or 1,
            gecrediteerd=self.zelden(0.2),
        )


def _geval(zaad: int, regels: int = 30) -> tuple[Oordeel, Uitspraak]:
    toeval = Toeval(zaad)
    toewijzingen = [toeval.toewijzing(100 + n, toeval.r.choice(BSNS)) for n in range(12)]
    prijzen, bsns = toeval.prijzen(), {clientsleutel(bsn): bsn for bsn in BSNS}
    van = {t.nummer: bsns[t.clientsleutel] for t in toewijzingen}
    lijnen = [toeval.regel(n, toewijzingen, prijzen) for n in range(regels)]
    clienten: dict[str, list[Prestatie]] = {}
    for regel in lijnen:
        bsn = toeval.r.choice(BSNS) if toeval.zelden() else van.get(regel.toewijzing_nummer, BSNS[0])
        if all(_slot(regel) != _slot(ander) for ander in clienten.get(bsn, [])) or toeval.zelden(0.002):
            clienten.setdefault(bsn, []).append(regel)
    eerdere = [toeval.debet(n, regel, van.get(regel.toewijzing_nummer, BSNS[0])) for n, regel in enumerate(lijnen[:4])]
    for nummer, debet in enumerate(eerdere):
        if not toeval.zelden(0.4):
            bsn, regel = toeval.credit(nummer, debet, bsns)
            clienten.setdefault(bsn, []).insert(toeval.r.randrange(2), regel)
    return _beide(toeval, clienten, toewijzingen, prijzen, eerdere)


def _slot(regel: Prestatie) -> tuple[object, ...]:
    return (regel.toewijzing_nummer, regel.product_categorie, regel.product_code, regel.product_periode)


def _beide(
    toeval: Toeval,
    clienten: dict[str, list[Prestatie]],
    toewijzingen: list[Toewijzing],
    prijzen: list[Prijs],
    eerdere: list[EerdereDebet],
) -> tuple[Oordeel, Uitspraak]:
    bericht = declaratie(*clienten.items(), declaratie_periode=_maand(toeval), bericht_identificatie=_getekend(toeval))
    if toeval.zelden():
        fout = TotaalBedragMetDC.van_cent(bericht.totaal_ingediend_bedrag.cent + 1)
        bericht = met(bericht, totaal_ingediend_bedrag=fout)
    wereld = Wereld(
        toewijzingen=toewijzingen,
        prijzen=prijzen,
        taakgericht=[Taakgericht(**PLAATS, productcode="02A02", geldig_van=dt.date(2025, 4, 1))]
        if toeval.zelden(0.3)
        else [],
        gemeentecodes={} if toeval.zelden() else {GEMEENTE: dt.date(1900, 1, 1)},
        identificaties={"B1"} if toeval.zelden() else set(),
        declaratienummers={"D1"} if toeval.zelden() else set(),
        referentienummers={f"R{n}" for n in range(0, 40, 3)},
        eerdere=eerdere,
        laatste_periode=toeval.r.choice([*[None, *MAANDEN[:3]] * 8, *MAANDEN[3:]]),
    )
    velden = {veld.name: getattr(wereld, veld.name) for veld in dataclasses.fields(wereld)}
    verzamelingen = {naam: frozenset(velden[naam]) for naam in velden if isinstance(velden[naam], set)}
    rijen = {"taakgericht": tuple(wereld.taakgericht), "eerdere": tuple(wereld.eerdere)}
    engine = oordeel(bericht, referentie(**(velden | verzamelingen | rijen)), VANDAAG)
    return engine, oordeel_over(als_records(bericht), wereld, VANDAAG, clientsleutel)


def _maand(toeval: Toeval) -> GeslotenPeriode:
    if toeval.zelden():
        return GeslotenPeriode(begindatum=dt.date(2025, 3, 1), einddatum=dt.date(2025, 3, 31))
    if toeval.zelden(0.01):
        return GeslotenPeriode(begindatum=dt.date(2025, 4, 1), einddatum=dt.date(2025, 4, 29))
    return GeslotenPeriode(begindatum=dt.date(2025, 4, 1), einddatum=dt.date(2025, 4, 30))


def _getekend(toeval: Toeval) -> BerichtIdentificatie:
    dag = (
        toeval.r.choice([dt.date(2025, 3, 20), dt.date(2025, 4, 15), dt.date(2025, 5, 11)])
        if toeval.zelden()
        else dt.date(2025, 5, 6)
    )
    return BerichtIdentificatie(identificatie="B1", dagtekening=dag)


def _als_uitspraak(engine: Oordeel) -> Uitspraak:
    return Uitspraak(
        niveau2={hit.nummer for hit in engine.treffers if hit.niveau == 2},
        kop=[*engine.codes(Klasse.KOP)],
        declaratie=[*engine.codes(Klasse.DECLARATIE)] if not _technisch(engine) else [],
        clienten=engine.client_afgekeurd.tolist(),
        regels=[[*codes] for codes in engine.codes_per_prestatie()],
        toegekend_cent=engine.toegekend_cent,
    )


def _technisch(engine: Oordeel) -> bool:
    return any(hit.niveau == 2 for hit in engine.treffers)


@pytest.mark.parametrize("blok", range(8))
def test_engine_and_plain_judge_agree_line_by_line(blok: int) -> None:
    for zaad in range(blok * 60, blok * 60 + 60):
        engine, plat = _geval(zaad)
        assert _als_uitspraak(engine) == plat, f"seed {zaad}"


@given(zaad=st.integers(0, 2**32), regels=st.integers(1, 60))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_engine_and_plain_judge_agree_on_any_seed(zaad: int, regels: int) -> None:
    engine, plat = _geval(zaad, regels)
    assert _als_uitspraak(engine) == plat


def test_the_random_cases_reach_every_outcome() -> None:
    geteld: Counter[str] = Counter()
    for zaad in range(480):
        plat = _geval(zaad)[1]
        for codes in (plat.niveau2, plat.kop, plat.declaratie, *plat.regels):
            geteld.update(codes or ["ok"])
    codes = "9056 8848 S300 9333 8214 0233 8021 9319 9338 9384 9339 9340 9341 9307 9308 0611 9346 8017 9390 9389 ok"
    assert {code: geteld[code] for code in codes.split() if geteld[code] < 3} == {}
    regels = "CS337 TR134 TR137 CS340 CD087 TR101 TR416 TR358"
    assert {regel: geteld[regel] for regel in regels.split() if not geteld[regel]} == {}
