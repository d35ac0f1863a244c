"""The award of a perceel: scores by several assessors, consensus, ranking, notice with standstill, waiting list."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import DomainError, Kind, conflict, refused
from risb_recht.verloop import Verloop

from contracting.domain.aanbesteding.formule import HONDERDSTEN
from contracting.domain.aanbesteding.perceelvraag import Perceelvraag
from contracting.domain.aanbesteding.rangorde import Bod, Rangplaats, gelijk_geeindigd, rangschik
from contracting.domain.aanbesteding.termijnen import standstill_tot
from contracting.domain.gunning.plaatsen import Plaats, PlaatsStatus, verdeel_plaatsen
from contracting.domain.toelating.aanmelding import aanvulling_uiterlijk

MINSTE_BEOORDELAARS = 2


class GunningStatus(StrEnum):
    """Where the award of a perceel stands."""

    BEOORDELING = "beoordeling"
    MEDEGEDEELD = "medegedeeld"


class GunningStap(StrEnum):
    """What somebody does with an award."""

    BEOORDELEN = "beoordelen"
    LOTEN = "loten"
    MEEDELEN = "meedelen"
    DOORGEVEN = "een plaats doorgeven"
    INTREKKEN = "intrekken"


S, H = GunningStatus, GunningStap
VERLOOP = Verloop(
    wat="de gunning",
    start=S.BEOORDELING,
    einde=frozenset(),
    tabel={
        (S.BEOORDELING, H.BEOORDELEN): S.BEOORDELING,
        (S.BEOORDELING, H.LOTEN): S.BEOORDELING,
        (S.BEOORDELING, H.MEEDELEN): S.MEDEGEDEELD,
        (S.MEDEGEDEELD, H.DOORGEVEN): S.MEDEGEDEELD,
        (S.MEDEGEDEELD, H.INTREKKEN): S.BEOORDELING,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one assessor gives a bid for a criterion, in hundredths, and why; the consensus has no assessor."""

    agb_code: str
    criterium: str
    beoordelaar: str
    punten: int
    motivering: str

    @property
    def sleutel(self) -> tuple[str, str, str]:
        """One score per bid, criterion and assessor; the last one counts."""
        return self.agb_code, self.criterium, self.beoordelaar


@dataclass(frozen=True, slots=True, kw_only=True)
class Belang:
    """A person who has an interest in a bidder, and so does not assess this perceel."""

    persoon: str
    agb_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gunningsloting:
    """A lot among bids that nothing else tells apart: from what the order follows, and who watched."""

    zaad: str
    getuige: str
    volgorde: tuple[str, ...]
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Gunning:
    """The award of one perceel of a tender."""

    aanbesteding_id: uuid.UUID
    perceel_code: str
    status: GunningStatus = GunningStatus.BEOORDELING
    scores: tuple[Score, ...] = ()
    consensus: tuple[Score, ...] = ()
    belangen: tuple[Belang, ...] = ()
    loting: Gunningsloting | None = None
    standen: tuple[Rangplaats, ...] = ()
    plaatsen: tuple[Plaats, ...] = ()
    medegedeeld_op: dt.date | None = None
    standstill_tot: dt.date | None = None
    aangekondigd_op: dt.date | None = None
    ingetrokken_om: tuple[str, ...] = ()

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"gunning:{self.aanbesteding_id}:{self.perceel_code}"

    def met_score(self, score: Score, vraag: Perceelvraag) -> "Gunning":
        """Add the score of an assessor without an interest; a later one of the same assessor replaces it."""
        self._na(H.BEOORDELEN)
        if any(one.persoon == score.beoordelaar for one in self.belangen):
            melding = (
                "U heeft een belang bij een inschrijver en beoordeelt dit perceel dus niet. Laat het een ander doen."
            )
            raise DomainError(Kind.FORBIDDEN, "belangenconflict", melding)
        _controleer_punten(score, vraag)
        return replace(self, scores=(*(one for one in self.scores if one.sleutel != score.sleutel), score))

    def met_belang(self, belang: Belang) -> "Gunning":
        """Somebody has an interest: what he gave does not count any more, nor what rests on it."""
        self._na(H.BEOORDELEN)
        geraakt = any(one.beoordelaar == belang.persoon for one in self.scores)
        return replace(
            self,
            belangen=(*(one for one in self.belangen if one != belang), belang),
            scores=tuple(one for one in self.scores if one.beoordelaar != belang.persoon),
            consensus=() if geraakt else self.consensus,
        )

    def met_consensus(self, agb_code: str, scores: Sequence[Score], vraag: Perceelvraag) -> "Gunning":
        """What the assessors agree on for a bid: every criterion, within what they gave, by two of them at least."""
        self._na(H.BEOORDELEN)
        if sorted(one.criterium for one in scores) != sorted(one.code for one in vraag.criteria):
            raise refused("consensus-onvolledig", "Noem elk criterium van het perceel precies een keer.")
        for score in scores:
            gegeven = [
                one.punten for one in self.scores if (one.agb_code, one.criterium) == (agb_code, score.criterium)
            ]
            if len(gegeven) < MINSTE_BEOORDELAARS or not min(gegeven) <= score.punten <= max(gegeven):
                melding = (
                    f"Criterium {score.criterium}: ten minste {MINSTE_BEOORDELAARS} beoordelaars geven eerst punten,"
                    " en de consensus ligt daar niet boven of onder."
                )
                raise conflict("consensus-past-niet", melding)
        rest = tuple(one for one in self.consensus if one.agb_code != agb_code)
        return replace(self, consensus=(*rest, *scores))

    def bod_van(self, agb_code: str, tarieven: Mapping[str, int]) -> Bod:
        """The bid as it is ranked."""
        punten = {one.criterium: one.punten for one in self.consensus if one.agb_code == agb_code}
        if not punten:
            raise conflict("consensus-ontbreekt", f"Over de inschrijving van {agb_code} is nog geen consensus.")
        return Bod(agb_code=agb_code, tarieven=tarieven, punten=punten)

    def loot(self, vraag: Perceelvraag, boden: Sequence[Bod], loting: Gunningsloting) -> "Gunning":
        """Keep a lot, once, and only where it is needed."""
        self._na(H.LOTEN)
        if self.loting is not None or set(loting.volgorde) != set(gelijk_geeindigd(vraag, rangschik(vraag, boden))):
            raise conflict("loting-niet-nodig", "Er is al geloot, of geen inschrijvers zijn gelijk geeindigd.")
        return replace(self, loting=loting)

    def deel_mee(
        self, vraag: Perceelvraag, boden: Sequence[Bod], aanbod: Mapping[str, Sequence[str]], dag: dt.date
    ) -> "Gunning":
        """Fix the ranking and the places, and start the standstill on the day after."""
        status = self._na(H.MEEDELEN)
        if not boden:
            raise conflict("geen-geldige-inschrijving", "Er is geen geldige inschrijving. Trek het perceel in.")
        volgorde = self.loting.volgorde if self.loting else ()
        standen = rangschik(vraag, boden, volgorde)
        gelijk = gelijk_geeindigd(vraag, standen)
        if set(gelijk) - set(volgorde):
            raise conflict("loting-nodig", f"Gelijk geeindigd: {', '.join(gelijk)}. Loot eerst, met een getuige.")
        return replace(
            self,
            status=status,
            standen=standen,
            plaatsen=verdeel_plaatsen(vraag, standen, aanbod),
            medegedeeld_op=dag,
            standstill_tot=standstill_tot(dag),
        )

    def trek_in(self, toelichting: str) -> "Gunning":
        """Take the award back; the scores stay, so that they can be given anew where that is needed."""
        return replace(
            self,
            status=self._na(H.INTREKKEN),
            loting=None,
            standen=(),
            plaatsen=(),
            medegedeeld_op=None,
            standstill_tot=None,
            ingetrokken_om=(*self.ingetrokken_om, toelichting),
        )

    def met_status(self, status: PlaatsStatus) -> tuple[str, ...]:
        """The aanbieders that have this status in one place at least, by rank."""
        return tuple(dict.fromkeys(one.agb_code for one in _op_rang(self.plaatsen) if one.status is status))

    def heeft_plaats(self, agb_code: str) -> bool:
        """True when this aanbieder won somewhere."""
        return agb_code in self.met_status(PlaatsStatus.GEGUND)

    def geef_vrij(self, plaats: tuple[str, str], agb_code: str, dag: dt.date) -> tuple["Gunning", Plaats | None]:
        """The place of an aanbieder falls free, or its offer has lapsed: the next of the list is asked.

        `plaats` is gemeente and product.
        """
        status = self._na(H.DOORGEVEN)
        weg = self._plaats(plaats, agb_code, PlaatsStatus.GEGUND, PlaatsStatus.AANGEBODEN)
        if weg.uiterlijk is not None and weg.status is PlaatsStatus.AANGEBODEN and dag <= weg.uiterlijk:
            raise conflict("aanbod-loopt", f"Deze aanbieder heeft nog tot en met {weg.uiterlijk:%d-%m-%Y} de tijd.")
        wachtenden = [one for one in _op_rang(self.plaatsen) if _is(one, plaats, PlaatsStatus.WACHTLIJST)]
        anders = {weg: replace(weg, status=PlaatsStatus.VERVALLEN)}
        volgende = None
        if wachtenden:
            volgende = replace(
                wachtenden[0],
                status=PlaatsStatus.AANGEBODEN,
                aangeboden_op=dag,
                uiterlijk=aanvulling_uiterlijk(dag),
            )
            anders[wachtenden[0]] = volgende
        return replace(self, status=status, plaatsen=tuple(anders.get(one, one) for one in self.plaatsen)), volgende

    def aangeboden(self, plaats: tuple[str, str], agb_code: str, dag: dt.date) -> Plaats:
        """The offer to this aanbieder; refused when its term is over (R2)."""
        aanbod = self._plaats(plaats, agb_code, PlaatsStatus.AANGEBODEN)
        if aanbod.uiterlijk is not None and dag > aanbod.uiterlijk:
            raise conflict("aanbod-verlopen", f"Dit aanbod liep tot en met {aanbod.uiterlijk:%d-%m-%Y} (R2).")
        return aanbod

    def aanvaard(self, aanbod: Plaats) -> "Gunning":
        """The aanbieder takes the place."""
        status = self._na(H.DOORGEVEN)
        gegund = replace(aanbod, status=PlaatsStatus.GEGUND)
        return replace(self, status=status, plaatsen=tuple(gegund if one == aanbod else one for one in self.plaatsen))

    def _plaats(self, plaats: tuple[str, str], agb_code: str, *statussen: PlaatsStatus) -> Plaats:
        for one in self.plaatsen:
            if one.agb_code == agb_code and any(_is(one, plaats, status) for status in statussen):
                return one
        raise conflict("geen-plaats", f"Aanbieder {agb_code} heeft hier geen plaats: {' of '.join(statussen)}.")

    def _na(self, stap: GunningStap) -> GunningStatus:
        return VERLOOP.na(self.status, stap)


def _controleer_punten(score: Score, vraag: Perceelvraag) -> None:
    hoogste = {one.code: HONDERDSTEN * one.punten for one in vraag.criteria}.get(score.criterium)
    if hoogste is None or score.punten > hoogste:
        melding = f"Criterium {score.criterium} hoort niet bij dit perceel, of geeft hoogstens minder punten."
        raise refused("score-past-niet", melding)


def _is(one: Plaats, plaats: tuple[str, str], status: PlaatsStatus) -> bool:
    return (one.gemeente, one.productcode) == plaats and one.status is status


def _op_rang(plaatsen: Sequence[Plaats]) -> list[Plaats]:
    return sorted(plaatsen, key=lambda one: one.rang)
