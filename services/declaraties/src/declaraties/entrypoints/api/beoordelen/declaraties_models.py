"""Bodies of declaraties and their lines."""

import datetime as dt
import uuid

from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel
from risb_kern.clock import AMSTERDAM
from risb_recht.kalender import werkdagen_later

from declaraties.application.beoordelen.queries import Prestatielezing
from declaraties.application.post.queries import Berichtlezing
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.beoordelen.teksten import VAN_REDEN
from declaraties.domain.post.antwoordtermijn import ANTWOORDTERMIJN_WERKDAGEN
from declaraties.domain.post.bestand import Berichtstatus
from declaraties.domain.standaard.retourcodes import uitleg_van_code
from declaraties.entrypoints.api.post.berichten_models import BevindingUit


class UitlegUit(ApiModel):
    """Een retourcode met uitleg."""

    code: str = Field(examples=["9338"])
    regels: list[str] = Field(default=[], description="Regels van de standaard met deze code.", examples=[["TR338"]])
    wat: str = Field(description="Wat er mis is.")
    doe: str = Field(description="Wat u kunt doen.")


class PrestatieUit(ApiModel):
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
    retourcodes: list[UitlegUit]

    @classmethod
    def van(cls, lijn: Prestatielezing) -> "PrestatieUit":
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


def _uitleg(code: str, reden: str | None) -> UitlegUit:
    geen_toewijzing = code == "9338" and reden in VAN_REDEN
    uitleg = VAN_REDEN[str(reden)] if geen_toewijzing else uitleg_van_code(code)
    return UitlegUit(code=code, regels=list(_REGELS.get(code, ())), wat=uitleg.betekenis, doe=uitleg.doe)


def _regels_per_code() -> dict[str, tuple[str, ...]]:
    per_code: dict[str, list[str]] = {}
    for regel in ALLE_REGELS34:
        if regel.nummer not in _EIGEN:
            per_code.setdefault(regel.code, []).append(regel.nummer)
    return {code: tuple(nummers) for code, nummers in per_code.items()}


# a rule of the bureau itself has no number in the standard
_EIGEN = frozenset({"TAAKGERICHT"})
_REGELS = _regels_per_code()


class AntwoordUit(ApiModel):
    """De 325 die bij deze declaratie hoort."""

    identificatie: str = Field(description="Identificatie van de 325.", examples=["000000000017"])
    dagtekening: dt.date
    adres: str = Field(description="Adres van het 325-bericht (XML).")


class DeclaratieUit(ApiModel):
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
    antwoord: AntwoordUit | None = Field(default=None, description="De 325 bij deze 323, zodra die er is.")
    uiterste_antwoorddatum: dt.date = Field(description="Tien werkdagen na ontvangst; dan moet er een 325 zijn.")

    @classmethod
    def van(cls, bericht: Berichtlezing) -> "DeclaratieUit":
        """The resource of a stored 323."""
        return cls.model_validate(cls.velden(bericht))

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


def _antwoord(bericht: Berichtlezing) -> AntwoordUit | None:
    if not bericht.heeft_antwoord or bericht.verwerkt_op is None:
        return None
    return AntwoordUit(
        identificatie=f"{bericht.nummer:012d}",
        dagtekening=bericht.verwerkt_op.astimezone(AMSTERDAM).date(),
        adres=f"/v1/berichten/{bericht.id}/antwoord",
    )


class DeclaratieDetailUit(DeclaratieUit):
    """Een declaratie met de eerste afgekeurde prestaties; de rest staat onder prestaties."""

    afgekeurde_prestaties: list[PrestatieUit] = Field(description="Hoogstens de eerste honderd.")
    bevindingen: list[BevindingUit]
