"""A parent agreement of several buyers and aanbieders, from which agreements are called off (C16).

| soort | what a call-off inherits |
|---|---|
| collectief | the term, and its share of the yearly budget: largest remainder, the shares are the whole |
| landelijk | the term and the national tariffs, which nobody here sets, indexes or changes |
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro, verdeel
from risb_recht.periode import Periode
from risb_recht.verloop import Verloop


class Moedersoort(StrEnum):
    """Who made it: the region with its aanbieders, or a national buyer such as the VNG."""

    COLLECTIEF = "collectief"
    LANDELIJK = "landelijk"


class MoederStatus(StrEnum):
    """Where a parent agreement stands."""

    CONCEPT = "concept"
    VASTGESTELD = "vastgesteld"


class MoederStap(StrEnum):
    """What is done with a parent agreement."""

    VASTSTELLEN = "vaststellen"
    AFROEPEN = "afroepen"
    TARIEF_OVERNEMEN = "een tarief overnemen"


S, H = MoederStatus, MoederStap
VERLOOP = Verloop(
    wat="de moederovereenkomst",
    start=S.CONCEPT,
    einde=frozenset(),
    tabel={
        (S.CONCEPT, H.VASTSTELLEN): S.VASTGESTELD,
        (S.VASTGESTELD, H.AFROEPEN): S.VASTGESTELD,
        (S.VASTGESTELD, H.TARIEF_OVERNEMEN): S.VASTGESTELD,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LandelijkTarief:
    """A tariff as the national buyer published it."""

    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int
    geldig_van: dt.date
    geldig_tot: dt.date | None

    @property
    def periode(self) -> Periode:
        """The days on which it holds."""
        return Periode(van=self.geldig_van, tot=self.geldig_tot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moederafroep:
    """An agreement that is called off."""

    agb_code: str
    perceel_code: str
    gemeenten: tuple[str, ...]
    looptijd: Periode
    jaarbudget_cent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moederovereenkomst:
    """Buyers and aanbieders under one agreement; `aandelen` is the weight of each aanbieder in the budget."""

    id: uuid.UUID
    moedersoort: Moedersoort
    naam: str
    houder: str
    perceel_code: str
    gemeenten: tuple[str, ...]
    aandelen: Mapping[str, int]
    looptijd: Periode
    jaarbudget_cent: int | None
    tarieven: tuple[LandelijkTarief, ...]
    status: MoederStatus = MoederStatus.CONCEPT

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"moederovereenkomst:{self.id}"

    @property
    def bij(self) -> tuple[uuid.UUID, ...]:
        """It stands above every agreement."""
        return ()

    @property
    def jaardelen(self) -> Mapping[str, int]:
        """The yearly budget of each aanbieder; together the whole."""
        return {} if self.jaarbudget_cent is None else verdeel(self.jaarbudget_cent, self.aandelen)

    def stel_vast(self) -> "Moederovereenkomst":
        """From now on it can be called off."""
        return replace(self, status=VERLOOP.na(self.status, H.VASTSTELLEN))

    def met_tarief(self, tarief: LandelijkTarief) -> "Moederovereenkomst":
        """Take over a tariff that was published later; what was published before stays."""
        status = VERLOOP.na(self.status, H.TARIEF_OVERNEMEN)
        aangevuld = replace(self, status=status, tarieven=(*self.tarieven, tarief))
        controleer_moeder(aangevuld)
        return aangevuld

    def controleer_tarief(self, tarief: LandelijkTarief) -> None:
        """Refuse a tariff that the national buyer did not publish so for all of its days."""
        if self.moedersoort is Moedersoort.LANDELIJK and not any(
            _zelfde(one, tarief) and one.tarief_cent == tarief.tarief_cent and one.periode.omvat(tarief.periode)
            for one in self.tarieven
        ):
            raise conflict(
                "landelijk-tarief-staat-vast",
                f"Tarieven van {self.naam} stelt {self.houder} vast. Neem een nieuw landelijk tarief eerst daar over.",
            )

    def tarieven_voor(self, looptijd: Periode) -> tuple[LandelijkTarief, ...]:
        """The tariffs that hold during a call-off, cut off at its ends."""
        delen = ((one, one.periode.doorsnede(looptijd)) for one in self.tarieven)
        return tuple(replace(one, geldig_van=deel.van, geldig_tot=deel.tot) for one, deel in delen if not deel.is_leeg)

    def roep_af(self, afroep: Moederafroep) -> None:
        """Refuse a call-off that goes beyond the parent; all that is wrong is told at once."""
        VERLOOP.na(self.status, H.AFROEPEN)
        fouten = list(self._fouten_in(afroep))
        if fouten:
            raise refused("afroep-past-niet", f"De afroep past niet bij {self.naam}.", *fouten)

    def _fouten_in(self, afroep: Moederafroep) -> Iterable[Fout]:
        if afroep.agb_code not in self.aandelen:
            yield Fout("agbCode", "geen-deelnemer", f"Aanbieder {afroep.agb_code} neemt niet deel.")
        if afroep.perceel_code != self.perceel_code:
            yield Fout("perceelCode", "ander-perceel", f"Roep af voor perceel {self.perceel_code}.")
        vreemd = sorted(set(afroep.gemeenten) - set(self.gemeenten))
        if vreemd:
            yield Fout("gemeenten", "geen-deelnemer", f"Geen opdrachtgever: {', '.join(vreemd)}.")
        if not self.looptijd.omvat(afroep.looptijd):
            yield Fout("ingangsdatum", "buiten-looptijd", f"Blijf binnen {self.looptijd.van} tot en met {self._einde}.")
        deel = self.jaardelen.get(afroep.agb_code)
        if deel is not None and afroep.jaarbudget_cent != deel:
            yield Fout("taakbudget.jaarbudgetCent", "ander-aandeel", f"Het aandeel per jaar is {euro(deel)}.")

    @property
    def _einde(self) -> str:
        return "onbepaald" if self.looptijd.tot is None else str(self.looptijd.tot)


def controleer_moeder(moeder: Moederovereenkomst) -> None:
    """A collective one divides a budget and has no tariffs; a national one is the other way round."""
    landelijk = moeder.moedersoort is Moedersoort.LANDELIJK
    if landelijk and (moeder.jaarbudget_cent is not None or not moeder.tarieven):
        raise refused("moeder-past-niet", "Een landelijke overeenkomst heeft tarieven en geen jaarbudget.")
    if not landelijk and moeder.tarieven:
        raise refused("moeder-past-niet", "Een collectieve overeenkomst heeft geen landelijke tarieven.")
    for nummer, one in enumerate(moeder.tarieven):
        for ander in moeder.tarieven[:nummer]:
            if _zelfde(one, ander) and one.periode.overlapt(ander.periode):
                raise conflict(
                    "tarief-dubbel", f"Product {one.productcode} heeft op {one.geldig_van} al een landelijk tarief."
                )


def _zelfde(een: LandelijkTarief, ander: LandelijkTarief) -> bool:
    return (een.productcode, een.eenheid) == (ander.productcode, ander.eenheid)
