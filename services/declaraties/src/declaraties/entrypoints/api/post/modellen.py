"""Response bodies of messages and declaraties."""

import datetime as dt
import uuid

from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel
from risb_recht.kalender import werkdagen_later

from declaraties.application.post.lezen import Berichtlezing, Bevindinglezing, Leesfoutlezing, Prestatielezing
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.beoordelen.teksten import VAN_REDEN, uitleg_van_regel
from declaraties.domain.post.antwoordtermijn import (
    ANTWOORDTERMIJN_WERKDAGEN,
    RETOURTERMIJN_WERKDAGEN,
)
from declaraties.domain.post.bestand import Berichtstatus, Bron, Richting
from declaraties.domain.standaard.berichten.retour import RETOUR_VAN
from declaraties.domain.standaard.profielen import Soort
from declaraties.domain.standaard.retourcodes import uitleg_van_code
from declaraties.domain.toewijzen.toewijzing import AMSTERDAM

_VOORTGANG = {Berichtstatus.ONTVANGEN: 10, Berichtstatus.WORDT_VERWERKT: 50}
_KLAAR = 100


class BerichtModel(ApiModel):
    """Stand van een ingediend bericht."""

    id: uuid.UUID = Field(description="Kenmerk van het bericht.")
    soort: str = Field(description="301, 302, 305, 307 of 323.", examples=["323"])
    wet: str = Field(description="wmo of jw.", examples=["wmo"])
    agb_code: str = Field(description="AGB-code van de aanbieder.", examples=["65656055"])
    gemeente: str = Field(description="CBS-code van de gemeente.", examples=["0307"])
    bron: str = Field(description="Hoe het bericht binnenkwam: xml of json; bureau is hier gemaakt.", examples=["xml"])
    richting: Richting = Field(description="uit is door het bureau namens een gemeente verstuurd.")
    status: Berichtstatus = Field(
        description="ontvangen, wordt-verwerkt, verwerkt, aangeboden (het antwoord staat klaar), afgekeurd (niet te"
        " verwerken) of apart-gezet (ketenbeheer kijkt ernaar)."
    )
    voortgang: int = Field(description="Hoe ver de verwerking is, in procenten.", examples=[100])
    voor_u: int = Field(description="Aantal eerdere berichten in dezelfde rij.", examples=[0])
    grootte: int = Field(description="Omvang in bytes.", examples=[4096])
    sha256: str = Field(description="Controlegetal van de ontvangen bytes.")
    ontvangen_op: AwareDatetime
    verwerkt_op: AwareDatetime | None = None
    reden: str | None = Field(default=None, description="Waarom het bericht is afgekeurd of apart gezet.")
    uitkomst: str | None = Field(default=None, description="toegekend, gedeeltelijk of afgewezen (alleen 323).")
    identificatie: str | None = Field(default=None, description="BerichtIdentificatie van de afzender.")
    correlatie_id: str = Field(description="Kenmerk van dit bericht in de hele keten.")
    antwoord: str | None = Field(default=None, description="Adres van het antwoord (325, of retour 302, 306 of 308).")
    uiterste_antwoorddatum: dt.date | None = Field(
        default=None, description="Laatste dag voor het antwoord: 10 werkdagen bij een 323, 3 bij 301, 305 en 307."
    )
    inhoud: str | None = Field(default=None, description="Adres van het bericht zelf, bij richting uit.")
    retour: str | None = Field(default=None, description="Adres van de 302 die erop is ontvangen, bij richting uit.")
    retourcodes: list[str] = Field(default=[], description="Codes in die 302; leeg is akkoord.")
    fouten: str = Field(description="Adres van de fouten met uitleg.")

    @classmethod
    def van(cls, bericht: Berichtlezing, retour: tuple[uuid.UUID, str] | None = None) -> "BerichtModel":
        """The resource of a stored message; `retour` is the 302 on a 301 of ours, with its codes."""
        uit = bericht.bron == Bron.BUREAU
        adres = f"/v1/berichten/{bericht.id}"
        status = Berichtstatus(bericht.status)
        return cls(
            id=bericht.id,
            soort=bericht.soort,
            wet=bericht.wet,
            agb_code=bericht.agb_code,
            gemeente=bericht.gemeente,
            bron=bericht.bron,
            richting=Richting.UIT if uit else Richting.IN,
            status=status,
            voortgang=_VOORTGANG.get(status, _KLAAR),
            voor_u=bericht.voor_u,
            grootte=bericht.grootte,
            sha256=bericht.sha256.hex(),
            ontvangen_op=bericht.ontvangen_op,
            verwerkt_op=bericht.verwerkt_op,
            reden=bericht.reden,
            uitkomst=bericht.uitkomst,
            identificatie=bericht.identificatie,
            correlatie_id=bericht.trace_id,
            antwoord=f"{adres}/antwoord" if bericht.heeft_antwoord else None,
            uiterste_antwoorddatum=None if uit else _uiterste_antwoorddatum(bericht),
            inhoud=f"{adres}/inhoud" if uit else None,
            retour=f"/v1/berichten/{retour[0]}" if retour else None,
            retourcodes=[code for code in retour[1].split("+") if code] if retour else [],
            fouten=f"{adres}/fouten",
        )


def _uiterste_antwoorddatum(bericht: Berichtlezing) -> dt.date | None:
    soort = Soort(bericht.soort)
    if soort.is_retour:
        return None
    termijn = RETOURTERMIJN_WERKDAGEN if soort in RETOUR_VAN else ANTWOORDTERMIJN_WERKDAGEN
    return werkdagen_later(bericht.ontvangen_op.astimezone(AMSTERDAM).date(), termijn)


class LeesfoutModel(ApiModel):
    """Een fout op niveau 1: het bestand past niet bij het schema."""

    code: str = Field(examples=["waarde-ongeldig"])
    melding: str = Field(description="Wat er mis is, in gewoon Nederlands.")
    regel: int | None = Field(default=None, description="Regel in het bestand; de eerste regel is 1.", examples=[17])
    element: str = Field(default="", description="Naam van het element.", examples=["DeclaratieNummer"])

    @classmethod
    def van(cls, fout: Leesfoutlezing) -> "LeesfoutModel":
        """The fault as it was stored."""
        return cls(code=fout.code, melding=fout.melding, regel=fout.regel, element=fout.element)


class BevindingModel(ApiModel):
    """Een regel van de standaard die niet is nageleefd."""

    regel: str = Field(description="Nummer van de regel.", examples=["TR307"])
    retourcode: str = Field(description="Code in het 325-bericht.", examples=["9307"])
    niveau: int = Field(description="Niveau van de controle: 2, 3 of 4.", examples=[3])
    klasse: str = Field(description="Onderdeel van het bericht.", examples=["Prestatie"])
    aantal: int = Field(description="Hoe vaak.", examples=[1])
    posities: list[int] = Field(description="Plaatsen binnen de klasse, vanaf 1; hoogstens de eerste honderd.")
    wat: str = Field(description="Wat er mis is.")
    doe: str = Field(description="Wat u kunt doen.")

    @classmethod
    def van(cls, bevinding: Bevindinglezing) -> "BevindingModel":
        """The finding with its texts."""
        uitleg = uitleg_van_regel(bevinding.regel, bevinding.klasse, bevinding.reden)
        return cls(
            regel=bevinding.regel,
            retourcode=bevinding.code,
            niveau=bevinding.niveau,
            klasse=bevinding.klasse,
            aantal=bevinding.aantal,
            posities=[positie + 1 for positie in bevinding.posities],
            wat=uitleg.betekenis,
            doe=uitleg.doe,
        )


class FoutenModel(ApiModel):
    """Alles wat er aan een bericht mankeert."""

    leesfouten: list[LeesfoutModel] = Field(description="Niveau 1; zijn die er, dan komt er geen 325.")
    bevindingen: list[BevindingModel] = Field(description="Niveau 2 tot en met 4.")


class UitlegModel(ApiModel):
    """Een retourcode met uitleg."""

    code: str = Field(examples=["9338"])
    regels: list[str] = Field(default=[], description="Regels van de standaard met deze code.", examples=[["TR338"]])
    wat: str = Field(description="Wat er mis is.")
    doe: str = Field(description="Wat u kunt doen.")


class PrestatieModel(ApiModel):
    """Een beoordeelde prestatie."""

    regel: int = Field(description="Plaats in het bericht, vanaf 1.", examples=[1])
    client: str = Field(description="Kenmerk van de client, in elk bericht hetzelfde.")
    bsn: str | None = Field(default=None, description="Alleen met volledig=true.")
    referentie_nummer: str = Field(examples=["RN001"])
    vorig_referentie_nummer: str | None = Field(default=None, description="Bij credit: de prestatie die vervalt.")
    toewijzing_nummer: int = Field(examples=[20072])
    product_categorie: str = Field(examples=["01"])
    product_code: str = Field(examples=["01A03"])
    begindatum: dt.date
    einddatum: dt.date
    geleverd_volume: int = Field(examples=[4])
    eenheid: str = Field(examples=["04"])
    product_tarief: int | None = Field(default=None, description="In eurocent.", examples=[1250])
    bedrag: int = Field(description="Ingediend bedrag in eurocent; negatief bij credit.", examples=[5000])
    goedgekeurd: bool
    retourcodes: list[UitlegModel]

    @classmethod
    def van(cls, lijn: Prestatielezing) -> "PrestatieModel":
        """The line; a missing ground or a stop is told in so many words."""
        return cls(
            regel=lijn.regel + 1,
            client=lijn.client.hex(),
            bsn=lijn.bsn,
            referentie_nummer=lijn.referentie,
            vorig_referentie_nummer=lijn.vorige,
            toewijzing_nummer=lijn.toewijzing,
            product_categorie=lijn.categorie,
            product_code=lijn.code,
            begindatum=lijn.begin,
            einddatum=lijn.eind,
            geleverd_volume=lijn.volume,
            eenheid=lijn.eenheid,
            product_tarief=lijn.tarief,
            bedrag=-lijn.bedrag if lijn.credit else lijn.bedrag,
            goedgekeurd=lijn.goedgekeurd,
            retourcodes=[_uitleg(code, lijn.reden_ongeldig) for code in lijn.retourcodes.split("+") if code],
        )


def _uitleg(code: str, reden: str | None) -> UitlegModel:
    geen_toewijzing = code == "9338" and reden in VAN_REDEN
    uitleg = VAN_REDEN[str(reden)] if geen_toewijzing else uitleg_van_code(code)
    return UitlegModel(code=code, regels=list(_REGELS.get(code, ())), wat=uitleg.betekenis, doe=uitleg.doe)


def _regels_per_code() -> dict[str, tuple[str, ...]]:
    per_code: dict[str, list[str]] = {}
    for regel in ALLE_REGELS34:
        if regel.nummer not in _EIGEN:
            per_code.setdefault(regel.code, []).append(regel.nummer)
    return {code: tuple(nummers) for code, nummers in per_code.items()}


# a rule of the bureau itself has no number in the standard
_EIGEN = frozenset({"TAAKGERICHT"})
_REGELS = _regels_per_code()


class AntwoordModel(ApiModel):
    """De 325 die bij deze declaratie hoort."""

    identificatie: str = Field(description="Identificatie van de 325.", examples=["000000000017"])
    dagtekening: dt.date
    adres: str = Field(description="Adres van het 325-bericht (XML).")


class DeclaratieModel(ApiModel):
    """Een declaratie met haar uitkomst; bedragen in eurocent, met teken."""

    id: uuid.UUID
    agb_code: str = Field(examples=["65656055"])
    gemeente: str = Field(examples=["0307"])
    wet: str = Field(examples=["wmo"])
    status: Berichtstatus
    declaratie_nummer: str | None = Field(default=None, examples=["DN001"])
    periode: str | None = Field(default=None, description="Maand van de declaratie.", examples=["2026-04"])
    uitkomst: str | None = Field(default=None, examples=["gedeeltelijk"])
    ingediend_cent: int | None = Field(default=None, examples=[58000])
    toegekend_cent: int | None = Field(default=None, examples=[24000])
    afgekeurd_cent: int | None = Field(default=None, examples=[34000])
    prestaties: int | None = Field(default=None, examples=[4])
    goedgekeurd: int | None = Field(default=None, examples=[1])
    ontvangen_op: AwareDatetime
    verwerkt_op: AwareDatetime | None = None
    bericht: str = Field(description="Adres van het bericht met zijn status.")
    identificatie: str | None = Field(default=None, description="Identificatie van de 323.")
    antwoord: AntwoordModel | None = Field(default=None, description="De 325 bij deze 323, zodra die er is.")
    uiterste_antwoorddatum: dt.date = Field(description="Tien werkdagen na ontvangst; dan moet er een 325 zijn.")

    @classmethod
    def velden(cls, bericht: Berichtlezing) -> dict[str, object]:
        """The fields that list and detail share."""
        ingediend, toegekend = bericht.ingediend_cent, bericht.toegekend_cent
        ontvangen = bericht.ontvangen_op.astimezone(AMSTERDAM).date()
        return {
            "id": bericht.id,
            "agb_code": bericht.agb_code,
            "gemeente": bericht.gemeente,
            "wet": bericht.wet,
            "status": Berichtstatus(bericht.status),
            "declaratie_nummer": bericht.declaratienummer,
            "periode": f"{bericht.periode:%Y-%m}" if bericht.periode else None,
            "uitkomst": bericht.uitkomst,
            "ingediend_cent": ingediend,
            "toegekend_cent": toegekend,
            "afgekeurd_cent": None if ingediend is None or toegekend is None else ingediend - toegekend,
            "prestaties": bericht.prestaties,
            "goedgekeurd": bericht.goedgekeurd,
            "ontvangen_op": bericht.ontvangen_op,
            "verwerkt_op": bericht.verwerkt_op,
            "bericht": f"/v1/berichten/{bericht.id}",
            "identificatie": bericht.identificatie,
            "antwoord": _antwoord(bericht),
            "uiterste_antwoorddatum": werkdagen_later(ontvangen, ANTWOORDTERMIJN_WERKDAGEN),
        }


def _antwoord(bericht: Berichtlezing) -> AntwoordModel | None:
    if not bericht.heeft_antwoord or bericht.verwerkt_op is None:
        return None
    return AntwoordModel(
        identificatie=f"{bericht.nummer:012d}",
        dagtekening=bericht.verwerkt_op.astimezone(AMSTERDAM).date(),
        adres=f"/v1/berichten/{bericht.id}/antwoord",
    )


class DeclaratieDetailModel(DeclaratieModel):
    """Een declaratie met de eerste afgekeurde prestaties; de rest staat onder prestaties."""

    afgekeurde_prestaties: list[PrestatieModel] = Field(description="Hoogstens de eerste honderd.")
    bevindingen: list[BevindingModel]
