import datetime as dt
from typing import Annotated, Self

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Dag, Datum, Kvk, Naam, NieuweCode, Verhaal

from contracting.application.screening.handelingen import Uboopgave
from contracting.domain.screening.screening import Blokkade, Sanctielijst, Sanctietreffer, Screening, Ubo, Vermelding
from contracting.entrypoints.api.lijsten import elk_eenmaal

_Nummer = Annotated[int, Field(ge=1, le=1000, description="Volgnummer van de treffer.", examples=[1])]


class UboIn(ApiModel):
    """Een uiteindelijk belanghebbende, zoals het register hem noemt."""

    naam: Naam = Field(min_length=2, examples=["A. Voorbeeld"])
    geboortedatum: Dag | None = Field(default=None, description="Geboortedag, als het register die noemt.")


class UboopgaveIn(ApiModel):
    """Wat een uittreksel van het UBO-register van een organisatie zegt."""

    kvk_nummer: Kvk
    uittreksel_van: Datum = Field(description="Dag van het uittreksel.")
    ubos: list[UboIn] = Field(min_length=1, max_length=50)

    def opgave(self) -> Uboopgave:
        """The extract, for the use case."""
        ubos = tuple(Ubo(naam=one.naam, geboortedatum=one.geboortedatum) for one in self.ubos)
        return Uboopgave(kvk_nummer=self.kvk_nummer, uittreksel_van=self.uittreksel_van, ubos=ubos)


class UboregistratiesIn(ApiModel):
    """Uittreksels van een of veel organisaties; alle of geen."""

    opgaven: Annotated[list[UboopgaveIn], AfterValidator(elk_eenmaal("kvk_nummer", "organisatie"))] = Field(
        min_length=1, max_length=500
    )


class VermeldingIn(ApiModel):
    """Een persoon op een sanctielijst."""

    kenmerk: NieuweCode = Field(description="Nummer op de lijst.", examples=["EU-1234"])
    namen: list[Naam] = Field(min_length=1, max_length=50, description="Elke naam die de lijst noemt.")
    geboortedatum: Dag | None = None


class SanctielijstIn(ApiModel):
    """Een versie van een sanctielijst."""

    bron: NieuweCode = Field(description="Wiens lijst.", examples=["EU"])
    versie: Datum = Field(description="Dag van de lijst.")
    vermeldingen: Annotated[list[VermeldingIn], AfterValidator(elk_eenmaal("kenmerk", "vermelding"))] = Field(
        max_length=20_000
    )

    def sanctielijst(self) -> Sanctielijst:
        """The list, for the use case."""
        vermeldingen = tuple(
            Vermelding(kenmerk=one.kenmerk, namen=tuple(one.namen), geboortedatum=one.geboortedatum)
            for one in self.vermeldingen
        )
        return Sanctielijst(bron=self.bron, versie=self.versie, vermeldingen=vermeldingen)


class TrefferUit(ApiModel):
    """Een belanghebbende die op een lijst staat."""

    nummer: int
    bron: str
    kenmerk: str
    naam: str
    gevonden_op: dt.date
    telt: bool = Field(description="Of de treffer betaling tegenhoudt.")
    motivering: str | None = Field(description="Waarom het om een ander zou gaan.")

    @classmethod
    def van(cls, nummer: int, treffer: Sanctietreffer) -> Self:
        """The answer for a hit."""
        velden = {name: getattr(treffer, name) for name in ("bron", "kenmerk", "naam", "gevonden_op", "telt")}
        weerlegging = treffer.weerlegging
        return cls(nummer=nummer, motivering=weerlegging.motivering if weerlegging else None, **velden)


class UboUit(ApiModel):
    """Een uiteindelijk belanghebbende, zoals het uittreksel hem noemde."""

    naam: str
    geboortedatum: dt.date | None


class ScreeningUit(ApiModel):
    """Wat van een organisatie bekend is, en of zij betaald mag worden."""

    kvk_nummer: str
    blokkade: Blokkade = Field(description="geen, ubo-onbekend (tot de UBO bekend is) of sanctielijst (nooit).")
    gevraagd_op: dt.date | None
    uittreksel_van: dt.date | None
    ubos: list[UboUit]
    treffers: list[TrefferUit]

    @classmethod
    def van(cls, one: Screening) -> Self:
        """The answer for a screening."""
        return cls(
            kvk_nummer=one.kvk_nummer,
            blokkade=one.blokkade,
            gevraagd_op=one.gevraagd_op,
            uittreksel_van=one.uittreksel_van,
            ubos=[UboUit(naam=ubo.naam, geboortedatum=ubo.geboortedatum) for ubo in one.ubos],
            treffers=[TrefferUit.van(nummer, treffer) for nummer, treffer in enumerate(one.treffers, 1)],
        )


class ScreeningenUit(ApiModel):
    """De organisaties die geraakt zijn."""

    screeningen: list[ScreeningUit]


class WeerleggingIn(ApiModel):
    """Waarom een treffer om een ander gaat."""

    treffer: _Nummer
    motivering: Verhaal = Field(examples=["De geboorteplaats op de lijst is een andere."])


class BevestigingIn(ApiModel):
    """Welke weerlegging een tweede persoon bevestigt."""

    treffer: _Nummer
