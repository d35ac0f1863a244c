"""Damage of level 2: a right message with one thing spoiled."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode, TotaalBedragMetDC, dagnummer


def _eerste(bericht: Bericht323, **waarden: Any) -> Bericht323:
    """Other values on the first line, and a total that follows the amounts."""
    kolommen = {naam: getattr(bericht.prestaties, naam).copy() for naam in waarden}
    if "vorige" in kolommen:
        kolommen["vorige"] = kolommen["vorige"].astype("S20")
    for naam, waarde in waarden.items():
        kolommen[naam][0] = waarde
    prestaties = dataclasses.replace(bericht.prestaties, **kolommen)
    totaal = TotaalBedragMetDC.van_cent(int(prestaties.cent.sum()))
    return dataclasses.replace(bericht, prestaties=prestaties, totaal_ingediend_bedrag=totaal)


def _twee_keer(bericht: Bericht323) -> Bericht323:
    """The first line once more at the end."""
    velden = [veld.name for veld in dataclasses.fields(bericht.prestaties)]
    kolommen = {naam: getattr(bericht.prestaties, naam) for naam in velden}
    dubbel = {naam: np.concatenate([kolom[:1], kolom]) for naam, kolom in kolommen.items()}
    return dataclasses.replace(bericht, prestaties=type(bericht.prestaties)(**dubbel))


def _twee_credits(bericht: Bericht323) -> Bericht323:
    """The first line twice, both times as a credit on one and the same debet."""
    terug = _eerste(bericht, credit=True, heeft_vorige=True, vorige=b"R0", bedrag=1)
    tweede = _eerste(_twee_keer(terug), referentie=b"R")
    return _totaal(tweede, 0)


def _periode(bericht: Bericht323, begin: dt.date, eind: dt.date) -> Bericht323:
    return dataclasses.replace(bericht, declaratie_periode=GeslotenPeriode(begindatum=begin, einddatum=eind))


def _totaal(bericht: Bericht323, meer: int) -> Bericht323:
    fout = TotaalBedragMetDC.van_cent(bericht.totaal_ingediend_bedrag.cent + meer)
    return dataclasses.replace(bericht, totaal_ingediend_bedrag=fout)


def _later(bericht: Bericht323, dagen: int) -> dt.date:
    return bericht.declaratie_periode.einddatum + dt.timedelta(days=dagen)


def _getekend(bericht: Bericht323, dag: dt.date) -> Bericht323:
    kop = dataclasses.replace(bericht.header.bericht_identificatie, dagtekening=dag)
    return dataclasses.replace(bericht, header=dataclasses.replace(bericht.header, bericht_identificatie=kop))


SCHADE: tuple[Callable[[Bericht323], Bericht323], ...] = (
    lambda b: _totaal(b, 1),
    lambda b: dataclasses.replace(b, declaratie_nummer="D-1"),
    lambda b: dataclasses.replace(b, bsns=("999900007", *b.bsns[1:])),
    lambda b: dataclasses.replace(b, bsns=("000000000", *b.bsns[1:])),
    lambda b: dataclasses.replace(b, bsns=(*b.bsns, b.bsns[0])),
    lambda b: dataclasses.replace(b, declaratie_dagtekening=_later(b, 6 * 366)),
    lambda b: _periode(b, b.declaratie_periode.begindatum, b.declaratie_periode.begindatum),
    lambda b: _periode(b, dt.date(2020, 3, 1), dt.date(2020, 3, 31)),
    lambda b: _getekend(b, b.declaratie_periode.begindatum),
    lambda b: _eerste(b, begin=dagnummer(dt.date(2020, 12, 1)), eind=dagnummer(dt.date(2020, 12, 31))),
    lambda b: _eerste(b, eind=int(b.prestaties.begin[0]) - 1),
    lambda b: _eerste(b, heeft_vorige=not b.prestaties.heeft_vorige[0]),
    lambda b: _eerste(b, credit=True, heeft_vorige=True, vorige=b.prestaties.referentie[0]),
    lambda b: _eerste(b, eenheid="83", volume=7, bedrag=8),
    lambda b: _eerste(b, eenheid="04", tarief=-1),
    lambda b: _eerste(b, bedrag=0, credit=True),
    _twee_keer,
    _twee_credits,
)
