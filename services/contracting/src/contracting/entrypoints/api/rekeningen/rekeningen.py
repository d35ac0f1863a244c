import datetime as dt
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from risb_api.api import ApiModel, Pagina
from risb_api.identity import Rol, Toegang, Wie
from risb_api.writes import SchrijfDep
from risb_kern.errors import DomainError, Kind
from risb_kern.privacy import Privacy
from stdnum import iban as iban_standaard

from contracting.application.rekeningen.rekening_wijzigen import (
    bevestig_rekening,
    stel_rekening_voor,
    trek_rekening_in,
)
from contracting.domain.rekeningen.rekening import Bevestiging, Houdersoort, Naamcontrole, Rekening, Rekeningstaat
from contracting.entrypoints.api.toegang import GEWOON_BLAD, blad_van_ids, klok, pagina, werk
from contracting.entrypoints.api.velden import Limiet, Na, Naam, Tekst

router = APIRouter(tags=["rekeningen"])
LENGTES = {Houdersoort.AANBIEDER: 8, Houdersoort.GEMEENTE: 4}
Beheerder = Annotated[Wie, Depends(Toegang(Rol.CONTRACTMANAGER, Rol.FINANCIEN))]
RekeningPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de rekening.")]


def _geldig(nummer: str) -> str:
    if not iban_standaard.is_valid(nummer):
        raise ValueError("Dit is geen bestaand IBAN: het controlegetal klopt niet.")
    return nummer


Iban = Annotated[
    str,
    BeforeValidator(lambda nummer: nummer.replace(" ", "").upper() if isinstance(nummer, str) else nummer),
    Field(min_length=15, max_length=34, description="Rekeningnummer (IBAN).", examples=["NL91ABNA0417164300"]),
    AfterValidator(_geldig),
]


class RekeningIn(ApiModel):
    """Een voorgestelde rekening."""

    houdersoort: Houdersoort = Field(description="aanbieder (wordt betaald) of gemeente (betaalt).")
    houder: Annotated[
        str, Field(pattern=r"^([0-9]{4}|[0-9]{8})$", description="AGB-code of CBS-code.", examples=["42420001"])
    ]
    iban: Iban
    tenaamstelling: Naam = Field(description="Naam waarop de rekening staat.", examples=["Zorggroep Voorbeeld"])

    @model_validator(mode="after")
    def _code_past_bij_soort(self) -> "RekeningIn":
        if len(self.houder) != LENGTES[self.houdersoort]:
            raise ValueError("Noem bij een aanbieder de AGB-code (8 cijfers) en bij een gemeente de CBS-code (4).")
        return self


class BevestigingIn(ApiModel):
    """Wat de tweede persoon vaststelt, uit het brondocument en bij de bank."""

    iban: Iban
    naamcontrole: Naamcontrole = Field(description="Wat de bank zegt van naam en nummer samen.")
    reden: Tekst | None = Field(default=None, description="Verplicht als de naam niet zeker past.")


class IntrekkingIn(ApiModel):
    """Waarom het voorstel niet doorgaat."""

    reden: Annotated[Tekst, Field(min_length=3, examples=["Niet door de aanbieder zelf aangevraagd."])]


class RekeningUit(ApiModel):
    """Een rekening; het nummer is onleesbaar gemaakt op de laatste vier tekens na."""

    id: uuid.UUID
    houdersoort: Houdersoort
    houder: str
    versie: int = Field(description="Volgnummer van het voorstel bij deze houder.")
    nummer: str = Field(description="De laatste vier tekens van het IBAN.", examples=["...4300"])
    tenaamstelling: str
    staat: Rekeningstaat = Field(description="voorgesteld, bevestigd (in gebruik als het de nieuwste is), ingetrokken.")
    voorgesteld_door: str
    voorgesteld_op: dt.date
    naamcontrole: Naamcontrole | None = None
    reden: str | None = None
    afgehandeld_door: str | None = None
    afgehandeld_op: dt.date | None = None
    andere_houders: int = Field(default=0, description="Hoeveel anderen dit nummer ook hebben of hadden.")

    @classmethod
    def van(cls, rekening: Rekening, andere_houders: int = 0) -> "RekeningUit":
        """The resource of an account."""
        velden = {naam: getattr(rekening, naam) for naam in cls.model_fields if hasattr(rekening, naam)}
        return cls(**{**velden, "nummer": f"...{rekening.laatste}", "andere_houders": andere_houders})


def kluis_van(request: Request) -> Privacy:
    """What encrypts account numbers; 409 while production has no key for it."""
    kluis: Privacy | None = request.app.state.kluis
    if kluis is None:
        melding = "Er is nog geen sleutel voor rekeningnummers ingesteld (BETAALSLEUTEL). Vraag het aan beheer."
        raise DomainError(Kind.CONFLICT, "betaalsleutel-ontbreekt", melding)
    return kluis


Kluis = Annotated[Privacy, Depends(kluis_van)]


@router.post(
    "/rekeningen",
    status_code=201,
    response_model=RekeningUit,
    summary="Rekening voorstellen",
    operation_id="stelRekeningVoor",
)
async def stel_voor(
    invoer: RekeningIn, request: Request, schrijf: SchrijfDep, *, kluis: Kluis, wie: Beheerder
) -> Response:
    """Een ander bevestigt het voorstel; tot dan wordt er op de vorige rekening betaald."""
    rekening_id, dag = uuid.uuid4(), klok(request).vandaag()

    def maak(versie: int) -> Rekening:
        return Rekening(
            id=rekening_id,
            houdersoort=invoer.houdersoort,
            houder=invoer.houder,
            versie=versie,
            tenaamstelling=invoer.tenaamstelling,
            nummer=kluis.encrypt(invoer.iban),
            kenmerk=kluis.search_hash(invoer.iban),
            laatste=invoer.iban[-4:],
            voorgesteld_door=wie.sub,
            voorgesteld_op=dag,
        )

    async def doe(uow: Any) -> RekeningUit:
        return await _met_gedeeld(uow, await stel_rekening_voor(uow, maak))

    return await schrijf.doe(wie, werk(doe))


@router.get("/rekeningen", summary="Rekeningen opvragen", operation_id="vraagRekeningen")
async def lijst(
    request: Request,
    _: Beheerder,
    *,
    houder: Annotated[
        str | None, Query(pattern=r"^([0-9]{4}|[0-9]{8})$", description="Alleen van deze aanbieder of gemeente.")
    ] = None,
    staat: Annotated[Rekeningstaat | None, Query(description="Alleen in deze staat.")] = None,
    na: Na = None,
    limiet: Limiet = GEWOON_BLAD,
) -> Pagina[RekeningUit]:
    """Voorgestelde, bevestigde en ingetrokken rekeningen."""
    vraag = blad_van_ids(na, limiet)
    async with request.app.state.uow() as uow:
        gevonden = await uow.rekeningen.lijst(houder, staat, na=vraag.na, limiet=vraag.limiet)
        gedeeld = await uow.rekeningen.andere_houders(gevonden)
    return pagina([RekeningUit.van(een, gedeeld.get(een.id, 0)) for een in gevonden], limiet, lambda een: een.id)


@router.post(
    "/rekeningen/{id}/_bevestigen",
    response_model=RekeningUit,
    summary="Rekening bevestigen",
    operation_id="bevestigRekening",
)
async def bevestig(
    rekening_id: RekeningPad,
    invoer: BevestigingIn,
    request: Request,
    schrijf: SchrijfDep,
    *,
    kluis: Kluis,
    wie: Beheerder,
) -> Response:
    """Door een ander dan de voorsteller; een wijziging pas na de afkoelperiode."""
    bevestiging = Bevestiging(
        kenmerk=kluis.search_hash(invoer.iban),
        naamcontrole=invoer.naamcontrole,
        reden=invoer.reden,
        door=wie.sub,
        dag=klok(request).vandaag(),
    )

    async def doe(uow: Any) -> RekeningUit:
        dagen = request.app.state.afkoeldagen
        return await _met_gedeeld(uow, await bevestig_rekening(uow, rekening_id, bevestiging, afkoeldagen=dagen))

    return await schrijf.doe(wie, werk(doe), status=200)


@router.post(
    "/rekeningen/{id}/_intrekken",
    response_model=RekeningUit,
    summary="Voorstel intrekken",
    operation_id="trekRekeningIn",
)
async def trek_in(
    rekening_id: RekeningPad, invoer: IntrekkingIn, request: Request, schrijf: SchrijfDep, wie: Beheerder
) -> Response:
    """Het voorstel gaat niet door; de rekening die in gebruik is blijft."""
    dag = klok(request).vandaag()

    async def doe(uow: Any) -> RekeningUit:
        return RekeningUit.van(await trek_rekening_in(uow, rekening_id, invoer.reden, door=wie.sub, dag=dag))

    return await schrijf.doe(wie, werk(doe), status=200)


async def _met_gedeeld(uow: Any, rekening: Rekening) -> RekeningUit:
    gedeeld = await uow.rekeningen.andere_houders([rekening])
    return RekeningUit.van(rekening, gedeeld.get(rekening.id, 0))
