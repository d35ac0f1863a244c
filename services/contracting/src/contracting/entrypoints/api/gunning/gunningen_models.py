import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import ZONDER_BSN, Agb, Code, Gemeente, Naam, Tekst

from contracting.application.gunning.handelingen import PlaatsAanvaarden, Scoreopgave
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.termijnen import aankondiging_uiterlijk
from contracting.domain.gunning.gunning import Belang, Gunning, GunningStatus
from contracting.domain.gunning.plaatsen import PlaatsStatus
from contracting.domain.toelating.aanmelding import Bewijsstuk
from contracting.entrypoints.api.aanbesteding.inschrijvingen_models import BewijsIn
from contracting.entrypoints.api.aanbesteding.vragen_models import Productcode


class BezwaarIn(ApiModel):
    """Een bezwaar tegen de inhoud van het bewijs van een criterium."""

    criterium: Code = Field(description="Code van het basiscriterium.", examples=["KVK"])
    toelichting: Tekst


class ToetsIn(ApiModel):
    """De toetsing; zonder bezwaren beslissen de vaste regels."""

    bezwaren: list[BezwaarIn] = Field(default=[], max_length=50)


class ScoreIn(ApiModel):
    """De punten voor een criterium, met de reden."""

    criterium: Code = Field(description="Code van het gunningscriterium.", examples=["PLAN"])
    punten: int = Field(ge=0, le=10_000, description="Honderdsten van een punt: 3050 is 30,50.")
    motivering: Tekst

    def opgave(self) -> Scoreopgave:
        """The score, for the use case."""
        return Scoreopgave(criterium=self.criterium, punten=self.punten, motivering=self.motivering)


class ConsensusIn(ApiModel):
    """Waar de beoordelaars het over eens zijn, per criterium."""

    scores: list[ScoreIn] = Field(min_length=1, max_length=20)


class BelangIn(ApiModel):
    """Een persoon met een belang bij een inschrijver."""

    perceel_code: Code = Field(description="Code van het perceel.")
    persoon: Annotated[str, ZONDER_BSN] = Field(pattern=r"^[!-~][ -~]{0,199}$", description="Inlog van de persoon.")
    agb_code: Agb

    def belang(self) -> Belang:
        """The interest, for the use case."""
        return Belang(persoon=self.persoon, agb_code=self.agb_code)


class LotingIn(ApiModel):
    """Een loting tussen gelijk geeindigde inschrijvers."""

    perceel_code: Code = Field(description="Code van het perceel.")
    getuige: Naam = Field(description="Functie van de getuige.", examples=["jurist"])


class GunningIn(ApiModel):
    """De mededeling van de gunning van een perceel."""

    perceel_code: Code = Field(description="Code van het perceel.")


class GunningintrekkingIn(GunningIn):
    """Een gunning die wordt ingetrokken."""

    toelichting: Tekst


class PlaatsIn(ApiModel):
    """Een plaats van een aanbieder."""

    perceel_code: Code = Field(description="Code van het perceel.")
    gemeente: Gemeente
    productcode: Productcode = Field(description="Productcode.", examples=["01A03"])
    agb_code: Agb


class AanvaardingIn(PlaatsIn):
    """Een aangeboden plaats die wordt aanvaard, met nieuw bewijs."""

    bewijsstukken: list[BewijsIn] = Field(default=[], max_length=100)

    def opdracht(self, aanbesteding_id: uuid.UUID, dag: dt.date) -> PlaatsAanvaarden:
        """What is taken, with evidence received on this day."""
        return PlaatsAanvaarden(
            aanbesteding_id=aanbesteding_id,
            perceel_code=self.perceel_code,
            gemeente=self.gemeente,
            productcode=self.productcode,
            agb_code=self.agb_code,
            bewijsstukken=tuple(
                Bewijsstuk(bewijssoort=one.bewijssoort, datum=one.datum, ontvangen_op=dag) for one in self.bewijsstukken
            ),
        )


class ScoreUit(ApiModel):
    """Punten voor een criterium, in honderdsten, met de reden."""

    agb_code: str
    criterium: str
    beoordelaar: str = Field(description="Inlog van de beoordelaar; leeg bij de consensus.")
    punten: int
    motivering: str


class LotingUit(ApiModel):
    """Een loting: de volgorde volgt uit de SHA-256 van zaad, streep en AGB-code."""

    zaad: str
    getuige: str
    volgorde: list[str]
    datum: dt.date


class StandUit(ApiModel):
    """De plaats in de rangorde; scores in honderdsten van een punt (bij giw van een euro)."""

    rang: int
    agb_code: str
    prijs: int
    kwaliteit: int
    totaal: int
    punten: dict[str, int] = Field(description="Punten per criterium, in honderdsten.")


class PlaatsUit(ApiModel):
    """Een aanbieder voor een product in een gemeente."""

    gemeente: str
    productcode: str
    agb_code: str
    rang: int
    status: PlaatsStatus
    achterstand: int = Field(description="Hoeveel honderdsten onder de laatste die is gekozen.")
    uiterlijk: dt.date | None = Field(description="Laatste dag om een aangeboden plaats te aanvaarden.")


class GunningUit(ApiModel):
    """De gunning van een perceel; een aanbieder ziet de eigen uitkomst en die van wie is gekozen."""

    aanbesteding_id: uuid.UUID
    perceel_code: str
    status: GunningStatus
    scores: list[ScoreUit] = Field(description="Van elke beoordelaar; alleen voor het bureau.")
    consensus: list[ScoreUit]
    standen: list[StandUit]
    plaatsen: list[PlaatsUit]
    loting: LotingUit | None
    medegedeeld_op: dt.date | None
    standstill_tot: dt.date | None = Field(description="Laatste dag waarop niet mag worden getekend.")
    aankondiging_uiterlijk: dt.date | None = Field(description="Laatste dag om de gunning aan te kondigen (AW 2.134).")
    aankondiging_gebundeld: dt.date | None = Field(description="Dezelfde dag als per kwartaal wordt gebundeld.")
    aangekondigd_op: dt.date | None

    @classmethod
    def van(cls, gunning: Gunning, aanbesteding: Aanbesteding, *, voor: Sequence[str] | None = None) -> Self:
        """The answer for an award; `voor` are the AGB-codes of an aanbieder, None for the bureau."""
        gekozen = set(gunning.met_status(PlaatsStatus.GEGUND))
        ziet = None if voor is None else {*voor, *gekozen}
        gesloten = next(
            (one.gesloten_op for one in aanbesteding.percelen if one.perceel_code == gunning.perceel_code), None
        )
        return cls(
            aanbesteding_id=gunning.aanbesteding_id,
            perceel_code=gunning.perceel_code,
            status=gunning.status,
            scores=[] if voor is not None else [ScoreUit.model_validate(one) for one in gunning.scores],
            consensus=[
                ScoreUit.model_validate(one) for one in gunning.consensus if ziet is None or one.agb_code in ziet
            ],
            standen=[StandUit.model_validate(one) for one in gunning.standen if ziet is None or one.agb_code in ziet],
            plaatsen=[
                PlaatsUit.model_validate({name: getattr(one, name) for name in PlaatsUit.model_fields})
                for one in gunning.plaatsen
                if ziet is None or one.agb_code in ziet
            ],
            loting=LotingUit.model_validate(gunning.loting) if gunning.loting else None,
            medegedeeld_op=gunning.medegedeeld_op,
            standstill_tot=gunning.standstill_tot,
            aankondiging_uiterlijk=aankondiging_uiterlijk(gesloten, gebundeld=False) if gesloten else None,
            aankondiging_gebundeld=aankondiging_uiterlijk(gesloten, gebundeld=True) if gesloten else None,
            aangekondigd_op=gunning.aangekondigd_op,
        )
