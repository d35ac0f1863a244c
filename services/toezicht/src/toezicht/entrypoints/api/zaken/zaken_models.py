import uuid
from typing import Annotated

from pydantic import Field, StringConstraints
from risb_api.api import ApiModel

from toezicht.domain.zaken.ladder import Controlemethode, Trede
from toezicht.domain.zaken.zaak import Onregelmatigheid, ZaakStatus, Zaakuitkomst
from toezicht.entrypoints.api.fields import Kort, Moment, Toelichting


class ZaakIn(ApiModel):
    """Een zaak begint bij een signaal."""

    signaal_id: uuid.UUID
    grond: Toelichting = Field(
        description="Waarom dit signaal onderzoek verdient (trede 0, risicoanalyse).",
        examples=["Drie regels wijzen in april dezelfde kant op."],
    )


class AangiftebesluitUit(ApiModel):
    """Wat iemand over aangifte besloot; waarom staat bij de motiveringen."""

    aangifte: bool
    motivering_id: uuid.UUID
    door: str
    op: Moment


class ZaakUit(ApiModel):
    """Een rechtmatigheidszaak."""

    id: uuid.UUID
    agb_code: str
    signaal_id: uuid.UUID
    correlatie_id: str = Field(validation_alias="trace_id")
    status: ZaakStatus
    trede: Trede = Field(description="Trede van de ladder: 0 risicoanalyse tot en met 5 strafrecht.")
    klasse: Onregelmatigheid | None
    voorstel_door: str | None = Field(
        description="Wie voorstelde om de klasse fraude te geven of te verlaten; een ander moet nog bevestigen."
    )
    voorstel_klasse: Onregelmatigheid | None = Field(description="De klasse die is voorgesteld.")
    uitkomst: Zaakuitkomst | None
    geopend_op: Moment
    geopend_door: str
    aangiftebesluit: AangiftebesluitUit | None = Field(
        description="Nodig voordat een zaak die de klasse fraude heeft of had kan sluiten."
    )


class MotiveringUit(ApiModel):
    """Waarom iemand iets deed; de tijdlijn verwijst ernaar met `motiveringId`."""

    id: uuid.UUID
    tekst: str
    verwijzingen: list[str] = Field(description="Waar de stukken van een trede te vinden zijn, in hun volgorde.")


class ZaakdossierUit(ZaakUit):
    """Een rechtmatigheidszaak met haar motiveringen, de oudste eerst."""

    motiveringen: list[MotiveringUit]


class StukIn(ApiModel):
    """Een stuk dat een trede vraagt, en waar het te vinden is."""

    soort: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{2,49}$")] = Field(examples=["controleplan"])
    verwijzing: Kort = Field(examples=["Zaaksysteem 2026-118"])
    methoden: list[Controlemethode] = Field(
        default=[],
        max_length=10,
        description="Bij een plan: hoe er wordt gecontroleerd. Dossierinzage kan pas vanaf trede 3.",
    )


class TredeIn(ApiModel):
    """De volgende trede van de ladder, met haar grond."""

    trede: Annotated[int, Field(ge=1, le=5)]
    grond: Toelichting = Field(examples=["De declaraties worden getoetst aan toewijzing, recht en tarief."])
    stukken: list[StukIn] = Field(default_factory=list, max_length=20)


class ClassificatieIn(ApiModel):
    """Een klasse met reden en bewijs; fraude geven of verlaten vraagt twee personen."""

    klasse: Onregelmatigheid
    reden: Toelichting
    bewijs: Annotated[list[uuid.UUID], Field(min_length=1, max_length=50, description="Kenmerken van bevindingen.")]


class AangifteIn(ApiModel):
    """Een besluit over aangifte, met de reden."""

    aangifte: bool = Field(strict=True, description="Of aangifte wordt gedaan.")
    reden: Toelichting


class SluitIn(ApiModel):
    """Het einde van een zaak."""

    uitkomst: Zaakuitkomst
    toelichting: Toelichting
