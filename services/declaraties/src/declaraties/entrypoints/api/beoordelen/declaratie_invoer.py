"""The body of a JSON declaratie: the fields of a 323, with the facets of the standard."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from risb_api.api import ApiModel
from risb_api.fields import Agb, Gemeente

from declaraties.domain.standaard.berichten.declaratie import Client323, Declaratie, Declaratiebericht, Prestatie
from declaraties.domain.standaard.berichten.waarden import (
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Kop,
    Referentie,
    TotaalBedragMetDC,
)
from declaraties.domain.standaard.codelijsten import EENHEID
from declaraties.domain.standaard.profielen import PROFIELEN, Wet
from declaraties.entrypoints.api.velden import Bsn, letterlijk

# Printable text that XML can carry, with at least one character that is no space.
_TEKST = r"^[ -~\u00a0-\ud7ff\ue000-\ufffd]*[!-~\u00a1-\ud7ff\ue000-\ufffd][ -~\u00a0-\ud7ff\ue000-\ufffd]*$"
_CATEGORIEEN = sorted({code for profiel in PROFIELEN.values() for code in profiel.categorieen})
Cent = Annotated[int, Field(strict=True, ge=0, le=99_999_999, description="Eurocent.", examples=[5000])]
Volume = Annotated[int, Field(strict=True, ge=0, le=99_999_999, description="Aantal eenheden.", examples=[4])]
DebetCredit = Annotated[Literal["D", "C"], Field(description="D debet, C credit.")]
Tekst12 = Annotated[str, Field(min_length=1, max_length=12, pattern=_TEKST), AfterValidator(letterlijk)]
Tekst20 = Annotated[str, Field(min_length=1, max_length=20, pattern=_TEKST), AfterValidator(letterlijk)]
Categorie = Annotated[str, Field(pattern=f"^({'|'.join(_CATEGORIEEN)})$", examples=["01"])]
Eenheid = Annotated[str, Field(pattern=f"^({'|'.join(EENHEID)})$", examples=["04"])]


class PeriodeIn(ApiModel):
    """Een periode; beide dagen tellen mee."""

    begindatum: dt.date
    einddatum: dt.date

    def als_domein(self) -> GeslotenPeriode:
        """The same period in the domain."""
        return GeslotenPeriode(begindatum=self.begindatum, einddatum=self.einddatum)


class BerichtIdentificatieIn(ApiModel):
    """Eigen kenmerk van het bericht en de dag waarop het is gemaakt."""

    identificatie: Tekst12
    dagtekening: dt.date


class ProductReferentieIn(ApiModel):
    """Eigen kenmerk van de prestatie; bij credit ook dat van de prestatie die wordt teruggenomen."""

    referentie_nummer: Tekst20
    vorig_referentie_nummer: Tekst20 | None = None


class BedragIn(ApiModel):
    """Een bedrag met debet of credit."""

    bedrag: Cent
    debet_credit: DebetCredit


class TotaalBedragIn(ApiModel):
    """Het totaal met debet of credit."""

    totaal_bedrag: Annotated[int, Field(strict=True, ge=0, le=999_999_999_999, description="Eurocent.")]
    debet_credit: DebetCredit


class PrestatieIn(ApiModel):
    """Een gedeclareerde prestatie."""

    product_referentie: ProductReferentieIn
    toewijzing_nummer: Annotated[int, Field(strict=True, ge=0, le=999_999_999, examples=[20072])]
    product_categorie: Categorie
    product_code: Annotated[
        str, Field(min_length=1, max_length=5, pattern=_TEKST, examples=["01A03"]), AfterValidator(letterlijk)
    ]
    product_periode: PeriodeIn
    geleverd_volume: Volume
    eenheid: Eenheid
    product_tarief: Cent | None = Field(default=None, description="Eurocent; weglaten bij eenheid 83.")
    ingediend_bedrag: BedragIn

    @model_validator(mode="after")
    def _give_way(self) -> Self:
        # Between two lines of Python other threads get their turn; the library by itself gives none for seconds.
        return self

    def als_domein(self) -> Prestatie:
        """The same line in the domain."""
        return Prestatie(
            product_referentie=Referentie(
                referentie_nummer=self.product_referentie.referentie_nummer,
                vorig_referentie_nummer=self.product_referentie.vorig_referentie_nummer,
            ),
            toewijzing_nummer=self.toewijzing_nummer,
            product_categorie=self.product_categorie,
            product_code=self.product_code,
            product_periode=self.product_periode.als_domein(),
            geleverd_volume=self.geleverd_volume,
            eenheid=self.eenheid,
            product_tarief=self.product_tarief,
            ingediend_bedrag=BedragMetDC(
                bedrag=self.ingediend_bedrag.bedrag, debet_credit=self.ingediend_bedrag.debet_credit
            ),
        )


class ClientIn(ApiModel):
    """Een client met zijn prestaties."""

    bsn: Bsn
    prestaties: Annotated[list[PrestatieIn], Field(min_length=1, max_length=10_000)]


class DeclaratieIn(ApiModel):
    """Een declaratie met dezelfde velden als een 323-bericht."""

    wet: Wet
    afzender: Agb
    ontvanger: Gemeente
    bericht_identificatie: BerichtIdentificatieIn
    declaratie_nummer: Annotated[str, Field(pattern=r"^[a-zA-Z0-9]{1,12}$", examples=["DN001"])]
    declaratie_periode: PeriodeIn
    declaratie_dagtekening: dt.date
    totaal_ingediend_bedrag: TotaalBedragIn
    clienten: Annotated[list[ClientIn], Field(min_length=1, max_length=10_000)]

    def als_domein(self) -> Declaratiebericht:
        """The same declaratie in the domain, as if it had come in as XML."""
        return Declaratiebericht(
            wet=self.wet,
            header=Kop(
                afzender=self.afzender,
                ontvanger=self.ontvanger,
                bericht_identificatie=BerichtIdentificatie(
                    identificatie=self.bericht_identificatie.identificatie,
                    dagtekening=self.bericht_identificatie.dagtekening,
                ),
            ),
            declaratie=Declaratie(
                declaratie_nummer=self.declaratie_nummer,
                declaratie_periode=self.declaratie_periode.als_domein(),
                declaratie_dagtekening=self.declaratie_dagtekening,
                totaal_ingediend_bedrag=TotaalBedragMetDC(
                    totaal_bedrag=self.totaal_ingediend_bedrag.totaal_bedrag,
                    debet_credit=self.totaal_ingediend_bedrag.debet_credit,
                ),
                clienten=tuple(
                    Client323(bsn=client.bsn, prestaties=tuple(one.als_domein() for one in client.prestaties))
                    for client in self.clienten
                ),
            ),
        )
