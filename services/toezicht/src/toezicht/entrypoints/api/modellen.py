"""What goes over the API of toezicht."""

import datetime as dt
import uuid
from typing import Annotated, Any

from pydantic import AfterValidator, AnyUrl, Field, StringConstraints
from risb_api.api import ApiModel

from toezicht.domain.ladder import Trede
from toezicht.domain.maatregel import Maatregelsoort
from toezicht.domain.regels.tabel import Signaalsoort
from toezicht.domain.signaal import Signaaluitkomst
from toezicht.domain.zaak import Klasse, Zaakuitkomst


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


Moment = Annotated[dt.datetime, AfterValidator(_utc)]
AgbCode = Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
Gemeentecode = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=4000)]
Kort = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class FeitModel(ApiModel):
    """Een feit waarop een signaal rust."""

    naam: str
    waarde: str
    eenheid: str


class SignaalModel(ApiModel):
    """Een signaal: een vraag aan een toezichthouder, geen oordeel."""

    id: uuid.UUID
    bron: str = Field(description="stroom of subsidies.")
    regel: str = Field(description="Kenmerk van de regel.", examples=["T18"])
    regel_versie: int
    soort: Signaalsoort
    agb_code: str
    periode: int | None = Field(description="Maand als jjjjmm.", examples=[202604])
    stand: str = Field(description="actief of vervallen.")
    ernst: str = Field(description="bekijken of alarm.")
    toelichting: str
    bedrag_cent: int = Field(description="Eurocenten waar het om gaat.")
    gesignaleerd_op: Moment
    correlatie_id: str = Field(validation_alias="trace_id", description="Kenmerk van de hele keten.")
    uitkomst: Signaaluitkomst | None
    zaak_id: uuid.UUID | None


class AanbiederModel(ApiModel):
    """Wat contracting over de aanbieder vertelde."""

    agb_code: str
    naam: str
    kvk_nummer: str
    capaciteit_uren_per_maand: int
    datum: dt.date


class OvereenkomstModel(ApiModel):
    """Een overeenkomst van de aanbieder."""

    id: str
    wet: str
    variant: str
    ingangsdatum: dt.date
    einddatum: dt.date | None


class VergelijkingModel(ApiModel):
    """Toegekend bedrag in de maand naast dat van andere aanbieders; de mediaan alleen bij acht of meer anderen."""

    eigen_cent: int
    aantal_anderen: int
    mediaan_anderen_cent: int | None


class SignaaldetailModel(SignaalModel):
    """Een signaal met de uitleg en de context."""

    feiten: list[FeitModel]
    vergelijking: str = Field(description="Waarmee is vergeleken.")
    onschuldig: str = Field(description="Mogelijke onschuldige verklaringen.")
    controle: str = Field(description="Hoe dit is na te gaan.")
    gebeurtenissen: list[str] = Field(description="Kenmerken van de delen van bestanden waar het op rust.")
    aanbieder: AanbiederModel | None
    overeenkomsten: list[OvereenkomstModel]
    anderen: VergelijkingModel | None


class UitkomstInvoer(ApiModel):
    """Wat een signaal waard bleek."""

    uitkomst: Signaaluitkomst
    reden: Tekst = Field(examples=["De aanbieder huurde in april personeel in; de facturen zijn gezien."])


class RegelModel(ApiModel):
    """Een regel met haar drempels en hoe vaak zij raak was."""

    id: str
    versie: int
    naam: str
    familie: str
    soort: Signaalsoort
    hard: bool = Field(description="Geeft op zichzelf een alarm.")
    drempels: dict[str, int]
    zin: str
    onschuldig: str
    controle: str
    bron: str
    signalen: int
    beoordeeld: int
    bevestigd: int
    nuttig: int
    onterecht: int
    trefkans: float | None = Field(description="Deel van de beoordeelde signalen dat bevestigd of nuttig was.")


class AnomalieberichtModel(ApiModel):
    """Een anomalie zoals zij van de stroom kwam."""

    positie: int
    gebeurtenis_id: uuid.UUID
    tijd: Moment
    correlatie_id: str = Field(validation_alias="trace_id")
    anomalie: dict[str, Any] = Field(validation_alias="inhoud")


class ZaakInvoer(ApiModel):
    """Een zaak begint bij een signaal."""

    signaal_id: uuid.UUID
    grond: Tekst = Field(
        description="Waarom dit signaal onderzoek verdient (trede 0, risicoanalyse).",
        examples=["Drie regels wijzen in april dezelfde kant op."],
    )


class ZaakModel(ApiModel):
    """Een rechtmatigheidszaak."""

    id: uuid.UUID
    agb_code: str
    signaal_id: uuid.UUID
    correlatie_id: str = Field(validation_alias="trace_id")
    stand: str
    trede: Trede = Field(description="Trede van de ladder: 0 risicoanalyse tot en met 5 strafrecht.")
    klasse: Klasse | None
    voorstel_door: str | None = Field(description="Wie de klasse fraude voorstelde; een ander moet nog bevestigen.")
    uitkomst: Zaakuitkomst | None
    geopend_op: Moment
    geopend_door: str


class StukModel(ApiModel):
    """Een stuk dat een trede vraagt, en waar het te vinden is."""

    soort: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{2,49}$")] = Field(examples=["controleplan"])
    verwijzing: Kort = Field(examples=["Zaaksysteem 2026-118"])


class TredeInvoer(ApiModel):
    """De volgende trede van de ladder, met haar grond."""

    trede: Annotated[int, Field(ge=1, le=5)]
    grond: Tekst = Field(examples=["De declaraties worden getoetst aan toewijzing, recht en tarief."])
    stukken: list[StukModel] = Field(default_factory=list, max_length=20)


class ClassificatieInvoer(ApiModel):
    """Een klasse met reden en bewijs; fraude vraagt twee personen."""

    klasse: Klasse
    reden: Tekst
    bewijs: Annotated[list[uuid.UUID], Field(min_length=1, max_length=50, description="Kenmerken van bevindingen.")]


class BevindingInvoer(ApiModel):
    """Wat is gevonden. Noem geen namen of nummers van cliënten."""

    omschrijving: Tekst
    bewijs: list[Kort] = Field(default_factory=list, max_length=50, description="Waar het bewijs te vinden is.")
    opzet: bool = Field(default=False, description="Laat de bevinding opzet zien?")
    bedrag_cent: Annotated[int, Field(ge=0, le=10**12, description="Bewezen bedrag in eurocenten.")] = 0


class BevindingModel(ApiModel):
    """Een bevinding."""

    id: uuid.UUID
    zaak_id: uuid.UUID
    omschrijving: str
    bewijs: list[str]
    opzet: bool
    bedrag_cent: int
    door: str
    op: Moment


class MaatregelInvoer(ApiModel):
    """Een maatregel tegen de aanbieder van de zaak."""

    soort: Maatregelsoort
    van: dt.date = Field(description="Eerste dag.", examples=["2026-05-10"])
    tot: dt.date | None = Field(default=None, description="Laatste dag; leeg is tot nader order.")
    gemeenten: list[Gemeentecode] = Field(default_factory=list, max_length=50, description="Leeg is de hele regio.")
    grond: Tekst = Field(description="Grond met artikel.", examples=["Overeenkomst artikel 3.5.5, cliëntenstop."])


class MaatregelModel(ApiModel):
    """Een maatregel."""

    id: uuid.UUID
    zaak_id: uuid.UUID
    agb_code: str
    soort: Maatregelsoort
    gemeenten: list[str]
    van: dt.date
    tot: dt.date | None
    grond: str
    correlatie_id: str = Field(validation_alias="trace_id")
    opgelegd_op: Moment
    opgelegd_door: str
    einddatum: dt.date | None
    einde_reden: str | None


class EindeInvoer(ApiModel):
    """Het einde van een maatregel."""

    einddatum: dt.date
    reden: Tekst = Field(examples=["Hersteld volgens de hercontrole."])


class SluitInvoer(ApiModel):
    """Het einde van een zaak."""

    uitkomst: Zaakuitkomst
    toelichting: Tekst


class TijdlijnModel(ApiModel):
    """Wat er in een zaak gebeurde."""

    id: uuid.UUID
    soort: str
    door: str
    op: Moment
    gegevens: dict[str, Any]


class AbonnementInvoer(ApiModel):
    """Waarheen anomalieën moeten; zonder soorten of regels: alles wat u mag zien."""

    url: Annotated[AnyUrl, Field(description="https-adres.", examples=["https://toezicht.example.nl/risb"])]
    soorten: list[Signaalsoort] = Field(default_factory=list, max_length=2)
    regels: list[Kort] = Field(default_factory=list, max_length=50)


class AbonnementModel(ApiModel):
    """Een abonnement."""

    id: uuid.UUID
    url: str
    soorten: list[Signaalsoort]
    regels: list[str]
    aangemaakt_op: Moment


class NieuwAbonnementModel(AbonnementModel):
    """Een nieuw abonnement; het geheim is alleen nu te zien."""

    geheim: str = Field(description="Sleutel van de handtekening. Bewaar hem; wij tonen hem niet nog eens.")


class BezorgingModel(ApiModel):
    """Een poging om een anomalie te bezorgen."""

    bezorging_id: uuid.UUID
    positie: int
    stand: str = Field(description="Stand van de bezorging nu: wacht, bezorgd of mislukt.")
    nummer: int
    op: Moment
    gelukt: bool
    status: int | None = Field(description="HTTP-status van het antwoord.")
    fout: str | None
    duur_ms: int
