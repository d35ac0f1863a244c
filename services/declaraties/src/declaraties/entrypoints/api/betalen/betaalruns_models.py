"""Bodies of runs and payments."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Annotated

from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel
from risb_api.fields import GROOTSTE_BEDRAG, Agb, Datum, Gemeente, Verhaal

from declaraties.application.betalen.queries import Betaalrunlezing, Betalinglezing, Overgeslagenlezing
from declaraties.domain.betalen.betaalrun import Betaalrekening, Betaalstatus, Overslagreden, Runstatus

WAAROM_OPEN = {
    Overslagreden.GEEN_REKENING: "Van deze aanbieder is geen rekening vastgesteld.",
    Overslagreden.OPGESCHORT: "Toezicht heeft de betaling aan deze aanbieder opgeschort.",
    Overslagreden.SALDO_NIET_POSITIEF: "De aanbieder heeft per saldo niets te goed; dit blijft staan voor later.",
    Overslagreden.IN_CONTROLE: "Dit bedrag is gekozen voor controle en nog niet beoordeeld.",
    Overslagreden.VASTGEHOUDEN: "Dit bedrag is bij de controle vastgehouden.",
    Overslagreden.VOLGENS_REGISTER_BETAALD: "Volgens het register is dit al betaald; meld het bij beheer.",
    Overslagreden.REKENING_ONBRUIKBAAR: "De rekening is onleesbaar of geen geldig IBAN; laat haar opnieuw vaststellen.",
    Overslagreden.UBO_ONBEKEND: "De uiteindelijk belanghebbenden (UBO) zijn gevraagd en nog niet bekend.",
    Overslagreden.SANCTIELIJST: "Een belanghebbende (UBO) staat op een sanctielijst: er mag niets worden betaald.",
    Overslagreden.TE_GROOT: "Het bedrag is groter dan een bank in een keer overboekt.",
}


class BetaalrunIn(ApiModel):
    """Wat er betaald moet worden."""

    gemeente: Gemeente = Field(description="De gemeente die betaalt.")
    agb_code: Agb | None = Field(default=None, description="Alleen deze aanbieder.")
    tot_en_met: Datum | None = Field(default=None, description="Wat uiterlijk die dag vervalt; leeg is vandaag.")
    uitvoerdatum: Datum | None = Field(default=None, description="Dag waarop de bank betaalt; leeg is vandaag.")


class AkkoordIn(ApiModel):
    """Wat u hebt gezien en vrijgeeft; past dit niet bij de run, dan gebeurt er niets."""

    aantal: int = Field(ge=1, le=1_000_000, description="Aantal betalingen.", examples=[3])
    bedrag_cent: int = Field(ge=1, le=GROOTSTE_BEDRAG, description="Totaal in eurocent.", examples=[24000])


class RedenIn(ApiModel):
    """Waarom."""

    reden: Verhaal = Field(min_length=3, max_length=500, examples=["De uitvoerdatum is voorbij."])


class OvergeslagenUit(ApiModel):
    """Wat vervallen is maar open blijft."""

    agb_code: str
    reden: Overslagreden
    uitleg: str
    aantal: int
    bedrag_cent: int

    @classmethod
    def van(cls, one: Overgeslagenlezing) -> "OvergeslagenUit":
        """What stays open, with why in plain Dutch."""
        return cls(
            agb_code=one.agb_code,
            reden=one.reden,
            uitleg=WAAROM_OPEN[one.reden],
            aantal=one.aantal,
            bedrag_cent=one.bedrag_cent,
        )


class BetaalrunUit(ApiModel):
    """Een betaalrun van een gemeente."""

    id: uuid.UUID
    nummer: int = Field(description="Volgnummer van de run.", examples=[12])
    gemeente: str
    agb_code: str | None = None
    tot_en_met: dt.date
    uitvoerdatum: dt.date
    status: Runstatus = Field(
        description="concept, ingetrokken, vrijgegeven, deels-teruggekomen, teruggekomen of afgerond."
    )
    aantal: int = Field(description="Aantal betalingen.")
    bedrag_cent: int = Field(description="Totaal in eurocent.")
    overgeslagen: list[OvergeslagenUit] = Field(description="Wat vervallen is maar niet in deze run zit, en waarom.")
    voorbereid_door: str
    voorbereid_op: AwareDatetime
    afgehandeld_door: str | None = Field(default=None, description="Wie de run vrijgaf of introk.")
    afgehandeld_op: AwareDatetime | None = None
    reden: str | None = None
    bericht_kenmerk: str = Field(description="MsgId in het betaalbestand.")
    sha256: str | None = Field(default=None, description="Controlegetal van het betaalbestand.")
    hersteld: bool = Field(
        description="Het register kende de vrijgave eerder dan de database: vraag de bank of zij het bestand al heeft."
    )

    @classmethod
    def van(cls, run: Betaalrunlezing) -> "BetaalrunUit":
        """The resource of a stored run."""
        velden = {naam: getattr(run, naam) for naam in cls.model_fields if hasattr(run, naam)}
        overgeslagen = [OvergeslagenUit.van(one) for one in run.overgeslagen]
        return cls(**{**velden, "overgeslagen": overgeslagen, "bericht_kenmerk": run.id.hex})


class BetalingUit(ApiModel):
    """Een betaling aan een aanbieder; verrekend met wat terug moest komen."""

    id: uuid.UUID = Field(description="Ook het EndToEndId in het betaalbestand, zonder streepjes.")
    betaalrun_id: uuid.UUID
    runnummer: int
    agb_code: str
    gemeente: str
    rekening: str | None = Field(
        default=None,
        description="Waarop wordt betaald, deels onleesbaar; leeg als het nummer niet te lezen is.",
        examples=["NL92 BNGH .... 0777"],
    )
    tenaamstelling: str = Field(description="Naam waarop de rekening staat.", examples=["Zorggroep Voorbeeld"])
    rekening_gewijzigd: bool | None = Field(
        default=None,
        description="Of de vorige betaling naar een andere rekening ging, of de aanbieder eerder een andere had; "
        "leeg is de eerste.",
    )
    eerder_geweigerd: bool = Field(description="Of hierin een bedrag zit dat volgens een melding eerder is geweigerd.")
    bedrag_cent: int = Field(examples=[24000])
    uitvoerdatum: dt.date
    status: Betaalstatus = Field(description="open, uitgevoerd of geweigerd (dan volgt een nieuwe betaling).")
    redencode: str | None = Field(default=None, description="Redencode van de bank.", examples=["AC04"])
    toelichting: str | None = None
    betaalopdrachten: list[uuid.UUID] = Field(description="Wat hiermee is voldaan.")

    @classmethod
    def van(cls, betaling: Betalinglezing, mask: Callable[[Betaalrekening], str | None]) -> "BetalingUit":
        """The resource of a stored payment; `mask` gives as much of an account number as may be shown."""
        velden = {naam: getattr(betaling, naam) for naam in cls.model_fields if hasattr(betaling, naam)}
        rekening = {"rekening": mask(betaling.rekening), "tenaamstelling": betaling.rekening.naam}
        return cls(**{**velden, **rekening}, betaalrun_id=betaling.run_id, betaalopdrachten=list(betaling.opdrachten))


class AfloopIn(ApiModel):
    """Wat de bank van een betaling meldde."""

    uitkomst: Betaalstatus = Field(description="uitgevoerd of geweigerd.")
    redencode: str | None = Field(
        default=None, pattern=r"^[A-Z0-9]{4}$", description="Verplicht bij geweigerd (ISO 20022).", examples=["AC04"]
    )
    toelichting: Annotated[Verhaal, Field(max_length=500)] | None = None
