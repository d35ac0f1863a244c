"""What is left of a toewijzing and of a ceiling: the sums behind TR322 (Omvang), TR369 (Budget) and article 1.5.

The sum of a line is what earlier messages took, minus the approved credits of this message (OP366), plus the approved
debets before it in this message. A refused line takes nothing, so that a smaller one after it may still fit.
"""

from dataclasses import dataclass

import numpy as np

from declaraties.domain.beoordelen.keuzes import OpenEinde
from declaraties.domain.beoordelen.koppeling import Koppeling
from declaraties.domain.beoordelen.regels.begrenzing import Begrensd
from declaraties.domain.standaard.berichten.declaratie import Getallen, Masker
from declaraties.domain.standaard.berichten.waarden import dagnummer
from declaraties.domain.standaard.codelijsten import MINUTEN_PER_UUR, MINUUT, UUR
from declaraties.domain.standaard.kolomrekenen import GEEN, als_nummer, gelijk, nummers
from declaraties.domain.toewijzen.kolommen import GEEN_EINDE
from declaraties.domain.toewijzen.volume import grens_hele_toewijzing

TOTAAL = "6"
_MINUUT, _UUR = als_nummer(MINUUT), als_nummer(UUR)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ruimtevraag:
    """Which lines are asked for what: `volume` for TR322, `budget` for TR369; `goed` have no code so far.

    `credits` are the approved credits of the message; `begrensd` says which lines fall under a ceiling, if any.
    """

    volume: Masker
    budget: Masker
    goed: Masker
    credits: Masker
    begrensd: Begrensd | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Meting:
    """Per line what it takes and what it may reach; per toewijzing and ceiling what is taken.

    GRENZELOOS where nothing limits. `plafond` is the ceiling of a line, the last one of them when it has none.
    """

    rij: Getallen
    volume: Getallen
    volumegrens: Getallen
    cent: Getallen
    centgrens: Getallen
    volume_op: Getallen
    cent_op: Getallen
    plafond: Getallen
    plafond_op: Getallen
    plafondgrens: Getallen


GRENZELOOS = np.int64(1 << 62)


def zonder_ruimte(k: Koppeling, vraag: Ruimtevraag) -> tuple[Masker, Masker, Masker]:
    """The asked lines that do not fit: in the Omvang (TR322), in the Budget (TR369), under the ceiling (1.5)."""
    te_veel, te_duur, te_ver = (np.zeros_like(vraag.goed) for _ in range(3))
    gevraagd = vraag.volume | vraag.budget
    if vraag.begrensd is not None:
        gevraagd = gevraagd | (vraag.goed & ~gelijk(vraag.begrensd.welke, GEEN))
    regels = np.flatnonzero(gevraagd & k.toegewezen.gevonden)
    if not len(regels):
        return te_veel, te_duur, te_ver
    meting = _measure(k, vraag, regels)
    krap = _krap(meting)
    te_veel[regels[krap]], te_duur[regels[krap]], te_ver[regels[krap]] = _op_volgorde(meting, krap, vraag.goed[regels])
    return te_veel, te_duur, te_ver & vraag.goed


def _krap(meting: _Meting) -> Getallen:
    """Lines of what could run out: all that is asked of a toewijzing or ceiling together does not fit for sure."""
    volume, cent = meting.volume_op.copy(), meting.cent_op.copy()
    np.add.at(volume, meting.rij, meting.volume)
    np.add.at(cent, meting.rij, meting.cent)
    over = (volume[meting.rij] > meting.volumegrens) | (cent[meting.rij] > meting.centgrens)
    geraakt = np.zeros(len(volume), np.bool_)
    geraakt[meting.rij[over]] = True
    krap = geraakt[meting.rij]
    if len(meting.plafond_op) > 1:
        krap |= _onder_krap_plafond(meting)
    return np.flatnonzero(krap)


def _onder_krap_plafond(meting: _Meting) -> Masker:
    cent = meting.plafond_op.copy()
    np.add.at(cent, meting.plafond, meting.cent)
    geraakt = np.zeros(len(cent), np.bool_)
    geraakt[meting.plafond[cent[meting.plafond] > meting.plafondgrens]] = True
    krap: Masker = geraakt[meting.plafond]
    return krap


def _op_volgorde(meting: _Meting, krap: Getallen, goed: Masker) -> tuple[Masker, Masker, Masker]:
    """One after another, in message order."""
    op = {rij: [int(meting.volume_op[rij]), int(meting.cent_op[rij])] for rij in set(meting.rij[krap].tolist())}
    plafond_op = meting.plafond_op.tolist()
    te_veel, te_duur, te_ver = (np.zeros(len(krap), np.bool_) for _ in range(3))
    grenzen = (meting.volumegrens, meting.centgrens, meting.plafondgrens)
    kolommen = (meting.rij, meting.plafond, meting.volume, meting.cent, *grenzen, goed)
    for plaats, (rij, plafond, volume, cent, volumegrens, centgrens, plafondgrens, is_goed) in enumerate(
        zip(*(kolom[krap].tolist() for kolom in kolommen), strict=True)
    ):
        stand = op[rij]
        te_veel[plaats], te_duur[plaats] = stand[0] + volume > volumegrens, stand[1] + cent > centgrens
        te_ver[plaats] = plafond_op[plafond] + cent > plafondgrens
        if is_goed and not te_veel[plaats] and not te_duur[plaats] and not te_ver[plaats]:
            stand[0] += volume
            stand[1] += cent
            plafond_op[plafond] += cent
    return te_veel, te_duur, te_ver


def _measure(k: Koppeling, vraag: Ruimtevraag, regels: Getallen) -> _Meting:
    toewijzingen, p = k.referentie.toewijzingen, k.bericht.prestaties
    rij, per_uur = k.toegewezen.rij[regels], np.where(k.toegewezen.eenheid[regels] == _UUR, MINUTEN_PER_UUR, 1)
    totaal = grens_hele_toewijzing(toewijzingen, rij, _tot(k, regels))
    totaal[_zonder_einde(k, rij)] = GEEN
    budget = toewijzingen.budget[rij]
    volume_op, cent_op = _opgenomen(k, vraag.credits)
    return _Meting(
        rij=rij,
        volume=p.volume[regels] * _maat(k.toegewezen.eenheid[regels], k.eenheid[regels]),
        volumegrens=np.where(vraag.volume[regels] & (totaal != GEEN), totaal * per_uur, GRENZELOOS),
        cent=p.bedrag[regels],
        centgrens=np.where(vraag.budget[regels] & (budget >= 0), budget, GRENZELOOS),
        volume_op=volume_op,
        cent_op=cent_op,
        **_plafonds(k, vraag, regels),
    )


def _plafonds(k: Koppeling, vraag: Ruimtevraag, regels: Getallen) -> dict[str, Getallen]:
    """The ceilings, with one that never ends behind them for the lines that have none."""
    begrenzingen, cent = k.referentie.begrenzingen if vraag.begrensd else (), k.bericht.prestaties.bedrag
    op = np.array([*(one.gebruikt_cent for one in begrenzingen), 0], np.int64)
    if vraag.begrensd is None:
        niets = np.zeros(len(regels), np.int64)
        return {"plafond": niets, "plafond_op": op, "plafondgrens": niets + GRENZELOOS}
    welke = vraag.begrensd.welke
    plafond = np.where(welke == GEEN, len(begrenzingen), welke)
    np.subtract.at(op, plafond[vraag.credits], cent[vraag.credits])
    grens = np.array([*(one.bedrag_cent for one in begrenzingen), GRENZELOOS], np.int64)[plafond]
    vrij = vraag.begrensd.vrij | gelijk(cent, 0)
    return {"plafond": plafond[regels], "plafond_op": op, "plafondgrens": np.where(vrij, GRENZELOOS, grens)[regels]}


def _tot(k: Koppeling, regels: Getallen) -> Getallen:
    if k.keuzes.open_einde is OpenEinde.PRODUCTPERIODE:
        return k.bericht.prestaties.eind[regels]
    return np.full(len(regels), dagnummer(k.bericht.declaratie_periode.einddatum), np.int64)


def _zonder_einde(k: Koppeling, rij: Getallen) -> Masker:
    """Lines that have no total, because their toewijzing has no end and the choice is not to count one."""
    toewijzingen = k.referentie.toewijzingen
    if k.keuzes.open_einde is not OpenEinde.GEEN_TOTAAL:
        return np.zeros(len(rij), np.bool_)
    return gelijk(toewijzingen.eind[rij], GEEN_EINDE) & ~gelijk(toewijzingen.frequentie[rij], TOTAAL)


def _opgenomen(k: Koppeling, goede_credits: Masker) -> tuple[Getallen, Getallen]:
    """Per toewijzing the volume (minutes for hours) and the cents taken before the first debet of this message."""
    toewijzingen, p, verbruik = k.referentie.toewijzingen, k.bericht.prestaties, k.referentie.verbruik
    volume, cent = np.zeros(len(toewijzingen.nummer), np.int64), np.zeros(len(toewijzingen.nummer), np.int64)
    deel = toewijzingen.deel(k.partitie)
    alle = toewijzingen.nummer[deel]
    if len(verbruik.toewijzing) and len(alle):
        plaats = np.minimum(np.searchsorted(alle, verbruik.toewijzing), len(alle) - 1)
        bekend = np.flatnonzero(alle[plaats] == verbruik.toewijzing)
        rij = plaats[bekend] + deel.start
        hier, daar = nummers(toewijzingen.eenheid[rij], verbruik.eenheid[bekend])
        np.add.at(volume, rij, verbruik.volume[bekend] * _maat(hier, daar))
        np.add.at(cent, rij, verbruik.cent[bekend])
    terug = np.flatnonzero(goede_credits & k.toegewezen.gevonden)
    rij = k.toegewezen.rij[terug]
    np.subtract.at(volume, rij, p.volume[terug] * _maat(k.toegewezen.eenheid[terug], k.eenheid[terug]))
    np.subtract.at(cent, rij, p.bedrag[terug])
    return volume, cent


def _maat(toegewezen: Getallen, gedeclareerd: Getallen) -> Getallen:
    """What one declared unit counts for: minutes under hours, 0 for units that do not fit the toewijzing."""
    zelfde = np.where(toegewezen == _UUR, MINUTEN_PER_UUR, 1)
    past = np.where(toegewezen == gedeclareerd, zelfde, 0)
    return np.where((toegewezen == _UUR) & (gedeclareerd == _MINUUT), 1, past)
