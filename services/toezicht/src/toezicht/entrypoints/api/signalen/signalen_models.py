import datetime as dt
import uuid

from pydantic import Field
from risb_api.api import ApiModel

from toezicht.domain.detectie.regels.detectieregel import Signaalsoort
from toezicht.domain.signalen.signaal import Signaaluitkomst
from toezicht.entrypoints.api.fields import Moment, Toelichting


class FeitUit(ApiModel):
    """Een feit waarop een signaal rust."""

    naam: str
    waarde: str
    eenheid: str


class SignaalUit(ApiModel):
    """Een signaal: een vraag aan een toezichthouder, geen oordeel."""

    id: uuid.UUID
    bron: str = Field(description="stroom of subsidies.")
    regel: str = Field(description="Kenmerk van de regel.", examples=["T18"])
    regel_versie: int
    soort: Signaalsoort
    agb_code: str
    periode: int | None = Field(description="Maand als jjjjmm.", examples=[202604])
    status: str = Field(description="actief of vervallen.")
    ernst: str = Field(description="bekijken of alarm.")
    toelichting: str
    bedrag_cent: int = Field(description="Eurocenten waar het om gaat.")
    gesignaleerd_op: Moment
    correlatie_id: str = Field(validation_alias="trace_id", description="Kenmerk van de hele keten.")
    gemeenten: list[str] = Field(description="Gemeenten waar het over gaat; leeg is al het werk van de aanbieder.")
    uitkomst: Signaaluitkomst | None
    zaak_id: uuid.UUID | None


class AanbiederUit(ApiModel):
    """Wat contracting over de aanbieder vertelde."""

    agb_code: str
    naam: str
    kvk_nummer: str
    capaciteit_uren_per_maand: int
    datum: dt.date


class OvereenkomstUit(ApiModel):
    """Een overeenkomst van de aanbieder."""

    id: str
    wet: str
    variant: str
    ingangsdatum: dt.date
    einddatum: dt.date | None


class VergelijkingUit(ApiModel):
    """Toegekend bedrag in de maand naast dat van andere aanbieders; de mediaan alleen bij acht of meer anderen."""

    eigen_cent: int
    aantal_anderen: int
    mediaan_anderen_cent: int | None


class SignaaldetailUit(SignaalUit):
    """Een signaal met de uitleg en de context."""

    feiten: list[FeitUit]
    vergelijking: str = Field(description="Waarmee is vergeleken.")
    onschuldig: str = Field(description="Mogelijke onschuldige verklaringen.")
    controle: str = Field(description="Hoe dit is na te gaan.")
    gebeurtenissen: list[str] = Field(description="Kenmerken van de delen van bestanden waar het op rust.")
    aanbieder: AanbiederUit | None
    overeenkomsten: list[OvereenkomstUit]
    anderen: VergelijkingUit | None


class UitkomstIn(ApiModel):
    """Wat een signaal waard bleek."""

    uitkomst: Signaaluitkomst
    reden: Toelichting = Field(examples=["De aanbieder huurde in april personeel in; de facturen zijn gezien."])
