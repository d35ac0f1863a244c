import datetime as dt
import uuid
from typing import Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Verhaal

from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Aandachtspunt, Puntuitkomst


class AfhandelingIn(ApiModel):
    """Wat u van een aandachtspunt vindt. Verklaard en geen-gevolg zijn definitief."""

    uitkomst: Puntuitkomst = Field(description="Uitkomst.")
    reden: Verhaal = Field(description="Waarom u dit vindt.", examples=["De maaltijden zijn voor andere bezoekers."])


class AandachtspuntUit(ApiModel):
    """Iets waar een mens naar kijkt. Het verandert zelf niets aan de aanvraag."""

    id: uuid.UUID = Field(description="Kenmerk van het aandachtspunt.")
    bron: Aandachtbron = Field(description="Welke controle dit vond.")
    regel: str = Field(description="Kenmerk van de regel.", examples=["M6"])
    versie: int = Field(description="Versie van de regel.")
    feit: str = Field(description="Wat er is gevonden.")
    feit_bron: str = Field(description="Waar het feit vandaan komt.")
    feit_datum: dt.date = Field(description="Dag van het feit.")
    waarom: str = Field(description="Waarom wij hiernaar kijken.")
    verklaringen: list[str] = Field(description="Onschuldige verklaringen.")
    vragen: list[str] = Field(description="Wat u kunt vragen.")
    uitkomst: Puntuitkomst | None = Field(description="Wat een mens ervan vond; leeg is nog open.")
    reden: str | None = Field(description="Waarom.")
    door: str | None = Field(description="Wie dit vaststelde.")
    beantwoord_op: dt.datetime | None = Field(description="Moment van de uitkomst.")

    @classmethod
    def of(cls, punt: Aandachtspunt) -> Self:
        """The body of a point."""
        signaal = punt.signaal
        return cls(
            id=punt.id,
            bron=signaal.bron,
            regel=signaal.regel,
            versie=signaal.versie,
            feit=signaal.feit,
            feit_bron=signaal.feit_bron,
            feit_datum=signaal.feit_datum,
            waarom=signaal.waarom,
            verklaringen=list(signaal.verklaringen),
            vragen=list(signaal.vragen),
            uitkomst=punt.uitkomst,
            reden=punt.reden,
            door=punt.door,
            beantwoord_op=punt.beantwoord_op,
        )


class AandachtspuntenUit(ApiModel):
    """Alle aandachtspunten bij een aanvraag."""

    resultaten: list[AandachtspuntUit] = Field(description="De aandachtspunten, oudste eerst.")
