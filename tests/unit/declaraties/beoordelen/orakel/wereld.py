"""Random worlds for the oracle: toewijzingen in every shape, prices that change, both laws. All follows from the seed."""

import calendar
import datetime as dt
import random
from collections.abc import Sequence
from typing import Any, TypeVar

from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Contracttarief, Taakgericht, Toewijzing

from tests.unit.declaraties.beoordelen.orakel.orakel import EENHEDEN, Plafond, Wereld
from tests.unit.declaraties.bouwers import AANBIEDER, clientsleutel

T = TypeVar("T")
GEMEENTEN = ("0307", "0308")
PRODUCTEN = {
    Wet.WMO: [(cat, f"{cat}A{n:02d}") for cat in ("01", "02", "07", "15") for n in (1, 2, 3)],
    Wet.JW: [(code[:2], code) for code in ("40A03", "41A12", "43A07", "44A09", "45A04", "45A48", "54001", "50X77")],
}
TARIEVEN = (0, 1, 29, 30, 1250, 5000, 8730, 8724, 30000)
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2)


def testpersonen(aantal: int) -> list[str]:
    """Numbers of the range for tests that pass the 11-proef."""
    gevonden = []
    for volgnummer in range(10_000):
        acht = f"9999{volgnummer:04d}"
        rest = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, acht, strict=True)) % 11
        if rest < 10:
            gevonden.append(f"{acht}{rest}")
        if len(gevonden) == aantal:
            break
    return gevonden


PERSONEN = testpersonen(70)


def maand_na(maand: dt.date, aantal: int) -> dt.date:
    """First day of the month so many months later."""
    jaar, nummer = divmod(maand.year * 12 + maand.month - 1 + aantal, 12)
    return dt.date(jaar, nummer + 1, 1)


def laatste_dag(maand: dt.date) -> dt.date:
    """Last day of the month."""
    return maand.replace(day=calendar.monthrange(maand.year, maand.month)[1])


class Toeval:
    """Random choices with a name."""

    def __init__(self, zaad: int) -> None:
        self.r = random.Random(zaad)

    def kans(self, deel: float) -> bool:
        return self.r.random() < deel

    def een(self, waarden: Sequence[T]) -> T:
        return self.r.choice(waarden)

    def dag_in(self, maand: dt.date) -> dt.date:
        return maand.replace(day=self.r.randint(1, laatste_dag(maand).day))


class Wereldmaker:
    """One aanbieder, one wet, two gemeenten, half a year."""

    def __init__(self, toeval: Toeval) -> None:
        self.toeval = toeval
        self.wet = toeval.een((Wet.WMO, Wet.JW))
        self.start = maand_na(dt.date(2024, 1, 1), toeval.r.randrange(40))

    def maak(self) -> Wereld:
        """The world before the first message."""
        toewijzingen = [self._toewijzing(gemeente, 100 + n) for gemeente in GEMEENTEN for n in range(130)]
        return Wereld(
            toewijzingen=[*toewijzingen, *self._van_anderen()],
            prijzen=self._prijzen(),
            taakgericht=[Taakgericht(**self._plaats(), productcode=self._taak(), geldig_van=maand_na(self.start, 3))],
            gemeentecodes=dict.fromkeys(GEMEENTEN, dt.date(1900, 1, 1)),
            plafonds=self._plafonds(),
        )

    def _plafonds(self) -> list[Plafond]:
        """Half of the worlds have a ceiling over some products, and another over the rest."""
        t = self.toeval
        if t.kans(0.5):
            return []
        codes = [code for _, code in PRODUCTEN[self.wet]]
        deel = t.r.randrange(1, len(codes))
        return [
            Plafond(
                producten=tuple(groep),
                crisis=t.een(groep),
                van=maand_na(self.start, t.een((-2, 0, 1))),
                tot=laatste_dag(maand_na(self.start, t.een((3, 9)))),
                cent=t.een((0, 50_000, 400_000, 2_000_000)),
            )
            for groep in (codes[:deel], codes[deel:])
        ]

    def _plaats(self, gemeente: str = GEMEENTEN[0]) -> dict[str, Any]:
        return {"wet": self.wet, "gemeente": gemeente, "aanbieder": AANBIEDER}

    def _taak(self) -> str:
        return PRODUCTEN[self.wet][-1][1]

    def _van_anderen(self) -> list[Toewijzing]:
        """Rows of another aanbieder or wet under numbers that also exist here."""
        ander = Wet.JW if self.wet is Wet.WMO else Wet.WMO
        plaatsen = [self._plaats() | {"aanbieder": "42420001"}, self._plaats() | {"wet": ander}]
        sleutel = clientsleutel(PERSONEN[-1])
        return [Toewijzing(**plaats, nummer=100, clientsleutel=sleutel, ingangsdatum=self.start) for plaats in plaatsen]

    def _toewijzing(self, gemeente: str, nummer: int) -> Toewijzing:
        t = self.toeval
        categorie, code = t.een(PRODUCTEN[self.wet])
        soort = t.r.choices(("specifiek", "aspecifiek", "budget", "generiek", "oud"), (60, 10, 12, 10, 8))[0]
        ingang = t.een([maand_na(self.start, -2), self.start, maand_na(self.start, 1)])
        ingang = t.dag_in(ingang) if t.kans(0.25) else ingang
        return Toewijzing(
            **self._plaats(gemeente),
            nummer=nummer,
            # the last ten persons have no toewijzing at all, the ten before them only in the other gemeente
            clientsleutel=clientsleutel(PERSONEN[t.r.randrange(50) + 10 * (gemeente == GEMEENTEN[1])]),
            categorie=None if soort == "generiek" else categorie,
            code=code if soort == "specifiek" else None,
            budget=t.een((100, 40_000, 500_000)) if soort in {"budget", "generiek"} else None,
            ingangsdatum=ingang,
            einddatum=self._einde(ingang),
            verwijderd=t.kans(0.03),
            geldig=not t.kans(0.03),
            **(self._omvang() if soort in {"specifiek", "oud"} else {}),
        )

    def _omvang(self) -> dict[str, Any]:
        eenheid = self.toeval.een(EENHEDEN)
        volume = self.toeval.een((0, 300, 50_000)) if eenheid == "83" else self.toeval.een((0, 1, 3, 10, 40))
        return {"eenheid": eenheid, "volume": volume, "frequentie": self.toeval.een("12246")}

    def _einde(self, ingang: dt.date) -> dt.date | None:
        t = self.toeval
        if t.kans(0.3):
            return None
        maand = maand_na(max(self.start, ingang.replace(day=1)), t.een((0, 1, 3, 5, 9)))
        return max(ingang, t.dag_in(maand) if t.kans(0.4) else laatste_dag(maand))

    def _prijzen(self) -> list[Contracttarief]:
        """Most products have a price in every eenheid; some change, some end, some are in hours only, some are none."""
        rijen: dict[tuple[object, ...], Contracttarief] = {}
        for gemeente in GEMEENTEN:
            for _, code in PRODUCTEN[self.wet]:
                for eenheid in EENHEDEN:
                    for van in self._prijsdagen(eenheid):
                        rijen[gemeente, code, eenheid, van] = self._prijs(gemeente, code, eenheid, van)
        return list(rijen.values())

    def _prijsdagen(self, eenheid: str) -> list[dt.date]:
        t = self.toeval
        if t.kans(0.75 if eenheid == "01" else 0.06):
            return []
        later = [maand_na(self.start, t.r.randrange(1, 6))] if t.kans(0.3) else []
        return [maand_na(self.start, -3), *(t.dag_in(dag) if t.kans(0.3) else dag for dag in later)]

    def _prijs(self, gemeente: str, code: str, eenheid: str, van: dt.date) -> Contracttarief:
        t = self.toeval
        tot = laatste_dag(maand_na(self.start, t.r.randrange(5))) if t.kans(0.05) else None
        plaats = self._plaats(gemeente)
        tarief = t.een(TARIEVEN)
        # a few prices do not say their category, and a few say another one than the code suggests
        categorie = {0: None, 1: None, 29: "15"}.get(tarief, code[:2])
        return Contracttarief(
            **plaats,
            productcode=code,
            categorie=categorie,
            eenheid=eenheid,
            geldig_van=van,
            geldig_tot=tot,
            tarief=tarief,
        )
