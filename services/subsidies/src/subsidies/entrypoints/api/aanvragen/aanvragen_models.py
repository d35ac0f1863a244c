"""Bodies of applications and everything that happens to them."""

import datetime as dt
import uuid
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from risb_api.api import ApiModel
from stdnum.nl import bsn as bsn_standard

from subsidies.domain.aanvragen.aanvraag import Aanvraag, Status
from subsidies.domain.aanvragen.intake import TEKST
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt, Bron, Uitkomst
from subsidies.domain.besluiten.besluit import GRONDEN, Besluit, Besluitsoort, Grondcode, Weigeringsgrond
from subsidies.domain.regelingen.opgave import Begroting, Opgave, Rechtsvorm, SoortAanvrager
from subsidies.entrypoints.api.regelingen.regelingen_models import (
    GEMEENTE,
    WIJK,
    Bedrag,
    GemeenteCode,
    Naam,
    RegelingCode,
    Verhaal,
)

KvkNummer = Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
Iban = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}[0-9A-Za-z ]{10,40}$")]


class BegrotingModel(ApiModel):
    """Kosten en inkomsten van de activiteit, zonder deze subsidie."""

    kosten_cent: Bedrag = Field(description="Alle kosten in eurocent.", examples=[500000])
    eigen_bijdrage_cent: Bedrag = Field(default=0, description="Eigen geld in eurocent.", examples=[50000])
    andere_inkomsten_cent: Bedrag = Field(default=0, description="Ander geld, ook andere subsidies, in eurocent.")
    contant_cent: Bedrag = Field(default=0, description="Deel van de kosten dat contant wordt betaald, in eurocent.")


class OpgaveModel(ApiModel):
    """Wat de aanvrager vertelt."""

    soort: SoortAanvrager = Field(description="Wie u bent.")
    naam: Naam = Field(description="Uw naam of de naam van uw organisatie.", examples=["Stichting Buurtkracht"])
    rechtsvorm: Rechtsvorm | None = Field(default=None, description="Rechtsvorm van de organisatie.")
    kvk_nummer: KvkNummer | None = Field(default=None, description="KvK-nummer.", examples=["12345678"])
    winstoogmerk: bool = Field(default=False, description="Of u winst wilt maken.")
    opgericht_op: dt.date | None = Field(default=None, description="Oprichting van de organisatie.")
    bestuur_gewijzigd_op: dt.date | None = Field(default=None, description="Laatste wijziging van het bestuur.")
    gemeente: GemeenteCode = GEMEENTE
    wijk: Naam | None = WIJK
    titel: str = Field(min_length=1, max_length=140, description="Korte naam van uw plan.", examples=["Wijkmaaltijd"])
    doel: Verhaal = Field(description="Wat u wilt bereiken.", examples=["Buren ontmoeten elkaar elke maand."])
    activiteit_van: dt.date = Field(description="Eerste dag.", examples=["2026-11-01"])
    activiteit_tot: dt.date = Field(description="Laatste dag.", examples=["2026-12-31"])
    gevraagd_cent: int = Field(ge=1, le=1_000_000_000_000, description="Gevraagd in eurocent.", examples=[450000])
    begroting: BegrotingModel = Field(description="Kosten en andere inkomsten.")

    @model_validator(mode="after")
    def _days_in_order(self) -> "OpgaveModel":
        if self.activiteit_tot < self.activiteit_van:
            raise ValueError("De activiteit eindigt voor zij begint.")
        return self

    def to_domain(self) -> Opgave:
        """The domain value."""
        named = {name: getattr(self, name) for name in OpgaveModel.model_fields}
        return Opgave(**named | {"begroting": Begroting(**self.begroting.model_dump())})


class AanvraagIndienenModel(OpgaveModel):
    """Een aanvraag. Een fout in de voorwaarden houdt uw aanvraag niet tegen; u ziet dan wel een code."""

    regeling_code: RegelingCode = Field(description="Regeling waarvoor u aanvraagt.", examples=["PID-2026"])
    regeling_versie: int | None = Field(default=None, ge=1, le=9999, description="De versie die u heeft gelezen.")
    iban: Iban = Field(description="Rekening voor de subsidie; wij slaan die versleuteld op.")
    bsn: str | None = Field(
        default=None, pattern=r"^\d{9}$", description="BSN, alleen voor inwoners; versleuteld opgeslagen."
    )

    @model_validator(mode="after")
    def _bsn_belongs_to_a_resident(self) -> "AanvraagIndienenModel":
        if self.bsn is not None and self.soort is not SoortAanvrager.NATUURLIJK_PERSOON:
            raise ValueError("Een BSN vragen wij alleen van een inwoner; laat het weg.")
        if self.bsn is not None and not bsn_standard.is_valid(self.bsn):
            raise ValueError("Dit BSN klopt niet.")
        return self


class IntakeModel(ApiModel):
    """Een punt waarop de aanvraag niet bij de regeling past."""

    code: str = Field(description="Vaste code.", examples=["VENSTER_GESLOTEN"])
    melding: str = Field(description="Uitleg.")


class AanvullingModel(ApiModel):
    """Een vraag om ontbrekende gegevens; tot het antwoord staat de beslistermijn stil."""

    nummer: int = Field(description="Volgnummer.", examples=[1])
    gevraagd: list[str] = Field(description="Wat wij missen.")
    gevraagd_op: dt.date = Field(description="Dag van de vraag.")
    uiterlijk: dt.date = Field(description="Laatste dag om te antwoorden.")
    beantwoord_op: dt.date | None = Field(description="Dag van het antwoord.")
    toelichting: str | None = Field(description="Het antwoord.")
    toereikend: bool | None = Field(description="Of de aanvraag daarmee compleet is.")


class ZienswijzeModel(ApiModel):
    """De vraag om een reactie voordat wij weigeren."""

    voornemen: str = Field(description="Wat wij van plan zijn, en waarom.")
    gevraagd_op: dt.date = Field(description="Dag van de vraag.")
    uiterlijk: dt.date = Field(description="Laatste dag om te reageren.")
    beantwoord_op: dt.date | None = Field(description="Dag van de reactie.")
    reactie: str | None = Field(description="De reactie; leeg is: geen reactie.")


class GrondModel(ApiModel):
    """Een weigeringsgrond met toelichting."""

    code: Grondcode = Field(description="Vaste code van de grond.")
    toelichting: Verhaal = Field(description="Waarom deze grond geldt.")
    feiten_wijken_af: bool = Field(
        default=False, description="Of de grond steunt op feiten die afwijken van wat de aanvrager opgaf."
    )

    def to_domain(self) -> Weigeringsgrond:
        """The domain value."""
        return Weigeringsgrond(**self.model_dump())


class GrondLezen(GrondModel):
    """Een weigeringsgrond met het artikel."""

    artikel: str = Field(description="Artikel waarop de weigering steunt.", examples=["artikel 4:25, tweede lid, Awb"])


class BesluitNemenModel(ApiModel):
    """Het besluit: verlenen met een bedrag, weigeren met gronden, of buiten behandeling stellen."""

    soort: Besluitsoort = Field(description="Wat u besluit.")
    bedrag_cent: int | None = Field(
        default=None, ge=1, le=1_000_000_000_000, description="Bij verlenen: bedrag in eurocent.", examples=[450000]
    )
    gronden: list[GrondModel] = Field(default=[], max_length=10, description="Bij weigeren: de gronden.")
    motivering: Verhaal = Field(description="Waarom u dit besluit neemt.", examples=["Het plan past bij de wijk."])

    @model_validator(mode="after")
    def _fits_the_kind(self) -> "BesluitNemenModel":
        if self.bedrag_cent is not None and self.soort is not Besluitsoort.VERLENEN:
            raise ValueError("Een bedrag hoort alleen bij verlenen.")
        if self.gronden and self.soort is not Besluitsoort.WEIGEREN:
            raise ValueError("Gronden horen alleen bij weigeren.")
        return self


class BesluitLezen(ApiModel):
    """Een besluit met zijn termijnen."""

    id: uuid.UUID = Field(description="Kenmerk van het besluit.")
    aanvraag_id: uuid.UUID = Field(description="Kenmerk van de aanvraag.")
    soort: Besluitsoort = Field(description="Wat is besloten.")
    verleend_cent: int = Field(description="Verleend in eurocent.")
    geweigerd_cent: int = Field(description="Geweigerd deel in eurocent.")
    direct_vastgesteld: bool = Field(description="Of de subsidie meteen is vastgesteld.")
    gronden: list[GrondLezen] = Field(description="Weigeringsgronden.")
    motivering: str = Field(description="Motivering.")
    besluitdatum: dt.date = Field(description="Dag van besluit en bekendmaking.")
    bezwaar_tot: dt.date = Field(description="Laatste dag om bezwaar te maken.")
    uitvoering_uiterlijk: dt.date | None = Field(description="Laatste dag om de activiteit uit te voeren.")
    betaling_uiterlijk: dt.date | None = Field(description="Laatste dag van betaling, als meteen is vastgesteld.")
    te_laat: bool = Field(description="Of na de beslistermijn is besloten.")

    @classmethod
    def of(cls, besluit: Besluit) -> "BesluitLezen":
        """The body of a decision."""
        named = {name: getattr(besluit, name) for name in cls.model_fields if name != "gronden"}
        gronden = [
            GrondLezen(
                code=one.code,
                toelichting=one.toelichting,
                feiten_wijken_af=one.feiten_wijken_af,
                artikel=GRONDEN[one.code].artikel,
            )
            for one in besluit.gronden
        ]
        return cls(**named, gronden=gronden)


class AanvraagKort(ApiModel):
    """Een aanvraag in de lijst, zonder namen van inwoners."""

    id: uuid.UUID = Field(description="Kenmerk van de aanvraag.")
    regeling_code: str = Field(description="Code van de regeling.")
    gemeente: str = GEMEENTE
    wijk: str | None = WIJK
    soort: SoortAanvrager = Field(description="Soort aanvrager.")
    gevraagd_cent: int = Field(description="Gevraagd in eurocent.")
    status: Status = Field(description="Stand van de aanvraag.")
    ontvangen_op: dt.datetime = Field(description="Moment van ontvangst.")
    beslisdatum: dt.date = Field(description="Laatste dag om te beslissen.")

    @classmethod
    def of(cls, aanvraag: Aanvraag, beslisdatum: dt.date) -> "AanvraagKort":
        """The body of one row."""
        opgave = aanvraag.opgave
        return cls(
            id=aanvraag.id,
            regeling_code=aanvraag.regeling_code,
            gemeente=opgave.gemeente,
            wijk=opgave.wijk,
            soort=opgave.soort,
            gevraagd_cent=opgave.gevraagd_cent,
            status=aanvraag.status,
            ontvangen_op=aanvraag.ontvangen_op,
            beslisdatum=beslisdatum,
        )


class AanvraagLezen(ApiModel):
    """Een aanvraag met alles wat erbij hoort."""

    id: uuid.UUID = Field(description="Kenmerk van de aanvraag.")
    versie: int = Field(description="Telt op bij elke wijziging; ook in de ETag.")
    regeling_code: str = Field(description="Code van de regeling.")
    regeling_versie: int = Field(description="Versie die op deze aanvraag van toepassing is.")
    status: Status = Field(description="Stand van de aanvraag.")
    ontvangen_op: dt.datetime = Field(description="Moment van ontvangst.")
    volledig_op: dt.datetime | None = Field(description="Moment waarop de aanvraag compleet was.")
    beslisdatum: dt.date = Field(description="Laatste dag om te beslissen.")
    screening_op: dt.datetime | None = Field(description="Moment waarop de screening klaar was.")
    opgave: OpgaveModel = Field(description="Wat de aanvrager vertelde.")
    iban: str = Field(description="Rekeningnummer, alleen land en laatste vier tekens leesbaar.")
    intake: list[IntakeModel] = Field(description="Punten waarop de aanvraag niet past; leeg is geen.")
    aanvullingen: list[AanvullingModel] = Field(description="Vragen om aanvulling.")
    zienswijze: ZienswijzeModel | None = Field(description="De gevraagde zienswijze.")
    besluit: BesluitLezen | None = Field(description="Het besluit, als dat er is.")
    correlatie_id: str = Field(description="Zoekt de hele keten van deze aanvraag bij elkaar.")

    @classmethod
    def of(cls, aanvraag: Aanvraag, beslisdatum: dt.date, iban: str, besluit: Besluit | None) -> "AanvraagLezen":
        """The body of an application; `iban` in full, shown masked."""
        zienswijze = aanvraag.zienswijze
        return cls(
            id=aanvraag.id,
            versie=aanvraag.versie,
            regeling_code=aanvraag.regeling_code,
            regeling_versie=aanvraag.regeling_versie,
            status=aanvraag.status,
            ontvangen_op=aanvraag.ontvangen_op,
            volledig_op=aanvraag.volledig_op,
            beslisdatum=beslisdatum,
            screening_op=aanvraag.screening_op,
            opgave=OpgaveModel.model_validate(aanvraag.opgave),
            iban=f"{iban[:2]}{'*' * (len(iban) - 6)}{iban[-4:]}",
            intake=[IntakeModel(code=code.value, melding=TEKST[code]) for code in aanvraag.intake],
            aanvullingen=[AanvullingModel.model_validate(one) for one in aanvraag.aanvullingen],
            zienswijze=ZienswijzeModel.model_validate(zienswijze) if zienswijze else None,
            besluit=BesluitLezen.of(besluit) if besluit else None,
            correlatie_id=aanvraag.correlatie_id,
        )


class AanvullingVragenModel(ApiModel):
    """Wat er ontbreekt. Zonder datum krijgt de aanvrager veertien dagen."""

    gevraagd: list[Naam] = Field(
        min_length=1, max_length=20, description="Wat wij missen.", examples=[["Uw KvK-nummer"]]
    )
    uiterlijk: dt.date | None = Field(default=None, description="Laatste dag om te antwoorden.")


class AanvullingBeantwoordenModel(ApiModel):
    """Het antwoord op onze vraag."""

    toelichting: Verhaal = Field(description="Uw antwoord.", examples=["Hierbij ons KvK-nummer."])
    kvk_nummer: KvkNummer | None = Field(default=None, description="KvK-nummer, als dat ontbrak.")
    iban: Iban | None = Field(default=None, description="Nieuw rekeningnummer.")


class ZienswijzeVragenModel(ApiModel):
    """Het voornemen om te weigeren, met de feiten waarop het steunt."""

    voornemen: Verhaal = Field(
        description="Wat u van plan bent, en waarom.", examples=["Wij willen weigeren, omdat de zaal gesloten is."]
    )


class ZienswijzeGevenModel(ApiModel):
    """Uw reactie. Laat de tekst weg als u niet wilt reageren."""

    reactie: Verhaal | None = Field(
        default=None, description="Uw reactie.", examples=["De zaal gaat in mei weer open."]
    )


class AandachtspuntLezen(ApiModel):
    """Iets waar een mens naar kijkt. Het verandert zelf niets aan de aanvraag."""

    id: uuid.UUID = Field(description="Kenmerk van het aandachtspunt.")
    bron: Bron = Field(description="Welke controle dit vond.")
    regel: str = Field(description="Kenmerk van de regel.", examples=["M6"])
    versie: int = Field(description="Versie van de regel.")
    feit: str = Field(description="Wat er is gevonden.")
    feit_bron: str = Field(description="Waar het feit vandaan komt.")
    feit_datum: dt.date = Field(description="Dag van het feit.")
    waarom: str = Field(description="Waarom wij hiernaar kijken.")
    verklaringen: list[str] = Field(description="Onschuldige verklaringen.")
    vragen: list[str] = Field(description="Wat u kunt vragen.")
    uitkomst: Uitkomst | None = Field(description="Wat een mens ervan vond; leeg is nog open.")
    reden: str | None = Field(description="Waarom.")
    door: str | None = Field(description="Wie dit vaststelde.")
    beantwoord_op: dt.datetime | None = Field(description="Moment van de uitkomst.")

    @classmethod
    def of(cls, punt: Aandachtspunt) -> "AandachtspuntLezen":
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


class Aandachtspuntenlijst(ApiModel):
    """Alle aandachtspunten bij een aanvraag."""

    resultaten: list[AandachtspuntLezen] = Field(description="De aandachtspunten, oudste eerst.")


class AfhandelenModel(ApiModel):
    """Wat u van een aandachtspunt vindt. Verklaard en geen-gevolg zijn definitief."""

    uitkomst: Uitkomst = Field(description="Uitkomst.")
    reden: Verhaal = Field(description="Waarom u dit vindt.", examples=["De maaltijden zijn voor andere bezoekers."])


class RegisterregelModel(ApiModel):
    """Een verleende subsidie in het openbaar register."""

    id: uuid.UUID = Field(description="Willekeurig kenmerk; leidt niet naar een dossier.")
    regeling_code: str = Field(description="Code van de regeling.")
    regeling_versie: int = Field(description="Versie van de regeling.")
    regeling_titel: str = Field(description="Naam van de regeling.")
    gemeente: str = GEMEENTE
    wijk: str | None = WIJK
    ontvanger: str = Field(description="Naam van de organisatie, of: Inwoner.")
    kvk_nummer: str | None = Field(description="KvK-nummer van een organisatie.")
    activiteit: str = Field(description="Waarvoor de subsidie is.")
    gevraagd_cent: int = Field(description="Gevraagd in eurocent.")
    verleend_cent: int = Field(description="Verleend in eurocent.")
    direct_vastgesteld: bool = Field(description="Of de subsidie meteen is vastgesteld.")
    activiteit_van: dt.date = Field(description="Eerste dag van de activiteit.")
    activiteit_tot: dt.date = Field(description="Laatste dag van de activiteit.")
    besluitdatum: dt.date = Field(description="Dag van het besluit.")
