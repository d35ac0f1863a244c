"""Bodies of messages and what is wrong with them."""

import datetime as dt
import uuid
from collections.abc import Callable

from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel
from risb_kern.clock import AMSTERDAM
from risb_recht.kalender import werkdagen_later

from declaraties.application.post.queries import Berichtlezing, Bevindinglezing, Leesfoutlezing
from declaraties.domain.post.antwoordtermijn import ANTWOORDTERMIJN_WERKDAGEN, RETOURTERMIJN_WERKDAGEN
from declaraties.domain.post.bestand import Berichtstatus, Bron, Richting
from declaraties.domain.standaard.berichten.retour import RETOUR_VAN
from declaraties.domain.standaard.profielen import Soort
from declaraties.domain.standaard.retourcodes import Uitleg

_VOORTGANG = {Berichtstatus.ONTVANGEN: 10, Berichtstatus.WORDT_VERWERKT: 50}
_KLAAR = 100


class BerichtUit(ApiModel):
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
    reden: str | None = Field(
        default=None, description="Waarom het bericht is afgekeurd of apart gezet, of wat ervan niet is overgenomen."
    )
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
    def van(cls, bericht: Berichtlezing, retour: tuple[uuid.UUID, str] | None = None) -> "BerichtUit":
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


class LeesfoutUit(ApiModel):
    """Een fout op niveau 1: het bestand past niet bij het schema."""

    code: str = Field(examples=["waarde-ongeldig"])
    melding: str = Field(description="Wat er mis is, in gewoon Nederlands.")
    regel: int | None = Field(default=None, description="Regel in het bestand; de eerste regel is 1.", examples=[17])
    element: str = Field(default="", description="Naam van het element.", examples=["DeclaratieNummer"])

    @classmethod
    def van(cls, fout: Leesfoutlezing) -> "LeesfoutUit":
        """The fault as it was stored."""
        return cls(code=fout.code, melding=fout.melding, regel=fout.regel, element=fout.element)


class BevindingUit(ApiModel):
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
    def van(cls, bevinding: Bevindinglezing, explain: Callable[[str, str, str | None], Uitleg]) -> "BevindingUit":
        """The finding with its texts."""
        uitleg = explain(bevinding.regel, bevinding.klasse, bevinding.reden)
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


class FoutenUit(ApiModel):
    """Alles wat er aan een bericht mankeert."""

    leesfouten: list[LeesfoutUit] = Field(description="Niveau 1; zijn die er, dan komt er geen 325.")
    bevindingen: list[BevindingUit] = Field(description="Niveau 2 tot en met 4.")
