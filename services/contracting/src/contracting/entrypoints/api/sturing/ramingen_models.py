import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Datum, Gemeente, Programmalijn
from risb_recht.bedrag import half_omhoog

from contracting.application.sturing.handelingen import RamingOpstellen
from contracting.domain.sturing.raming import HEEL, Levermaand, Productfeiten, Raming, volledigheid
from contracting.entrypoints.api.jaren import Jaar
from contracting.entrypoints.api.overeenkomsten.prijzen_models import Productcode

_Aandeel = Annotated[int, Field(gt=0, le=HEEL, examples=[9500])]


class LevermaandIn(ApiModel):
    """Een maand zorg."""

    toegekend_cent: Cent = Field(description="Wat tot nu toe is toegekend.")
    volledigheid: _Aandeel | None = Field(
        default=None,
        description="Aandeel dat nu normaal binnen is, in tienduizendsten; leeg is uit de historie, zonder die: alles.",
    )


class HistoriemaandIn(ApiModel):
    """Een eerdere maand zorg: wat in die maand is toegekend, en in elke maand daarna."""

    levermaand: Datum = Field(description="Eerste dag van de maand.")
    bedragen_cent: list[Cent] = Field(min_length=1, max_length=36)


class ProductfeitenIn(ApiModel):
    """De feiten van een product."""

    productcode: Productcode
    maanden: list[LevermaandIn] = Field(default=[], max_length=36, description="De oudste eerst; de laatste is nu.")
    historie: list[HistoriemaandIn] = Field(default=[], max_length=60, description="Voor de volledigheid (24 maanden).")
    open_reserve_cent: Cent = Field(default=0, description="Wat van toewijzingen nog open staat.")
    benutting: int = Field(default=HEEL, ge=0, le=2 * HEEL, description="Aandeel dat wordt gebruikt, tienduizendsten.")
    instroom_cent: Cent = Field(default=0, description="Nieuwe clienten per maand.")
    instroom_maanden: int = Field(default=0, ge=0, le=36, description="Hoeveel maanden nog.")

    def feiten(self) -> Productfeiten:
        """The facts of the domain."""
        historie = {one.levermaand: one.bedragen_cent for one in self.historie}
        maanden = tuple(
            Levermaand(
                toegekend_cent=one.toegekend_cent,
                volledigheid=one.volledigheid or volledigheid(historie, len(self.maanden) - nummer) or HEEL,
            )
            for nummer, one in enumerate(self.maanden, start=1)
        )
        return Productfeiten(**{**self.model_dump(exclude={"historie"}), "maanden": maanden})


class RamingIn(ApiModel):
    """Wat een begrotingslijn in een jaar naar verwachting kost."""

    gemeente: Gemeente
    programmalijn: Programmalijn
    jaar: Jaar
    producten: list[ProductfeitenIn] = Field(min_length=1, max_length=500)
    termijnen_cent: Cent = Field(default=0, description="Termijnen van taakgerichte overeenkomsten.")
    extra_cent: Cent = Field(default=0, description="Besloten extra middelen.")

    def opdracht(self) -> RamingOpstellen:
        """What to forecast, for the use case."""
        return RamingOpstellen(
            gemeente=self.gemeente,
            programmalijn=self.programmalijn,
            jaar=self.jaar,
            producten=tuple(one.feiten() for one in self.producten),
            termijnen_cent=self.termijnen_cent,
            extra_cent=self.extra_cent,
        )


class AfrekeningIn(ApiModel):
    """Wat het jaar werkelijk kostte."""

    werkelijk_cent: Cent


class ProductramingUit(ApiModel):
    """De raming van een product."""

    productcode: str
    ultimo_cent: int = Field(description="Wat de geleverde maanden uiteindelijk kosten.")
    raming_cent: int


class RamingUit(ApiModel):
    """Een raming met haar delen; samen zijn zij precies de raming."""

    id: uuid.UUID
    gemeente: str
    programmalijn: str
    jaar: int
    opgesteld_op: dt.date
    producten: list[ProductramingUit]
    termijnen_cent: int
    extra_cent: int
    raming_cent: int
    laag_cent: int | None = Field(description="Onderkant van het interval; leeg tot tien eerdere ramingen bekend zijn.")
    hoog_cent: int | None
    budget_cent: int | None = Field(description="Budget van de lijn, als dat is vastgesteld.")
    boven_budget_cent: int | None
    boven_budget_procent: Decimal | None
    werkelijk_cent: int | None
    afwijking: int | None = Field(description="Verschil met de uitkomst, in tienduizendsten daarvan (k23).")

    @classmethod
    def van(cls, raming: Raming, budget_cent: int | None) -> Self:
        """The answer for a forecast, beside the budget of its line."""
        zelfde = ("id", "gemeente", "programmalijn", "jaar", "opgesteld_op", "termijnen_cent", "extra_cent")
        meer = ("raming_cent", "laag_cent", "hoog_cent", "werkelijk_cent", "afwijking")
        boven = None if budget_cent is None else raming.boven_budget_cent(budget_cent)
        procent = (
            Decimal(half_omhoog(10_000 * boven, budget_cent)).scaleb(-2) if boven is not None and budget_cent else None
        )
        return cls(
            **{naam: getattr(raming, naam) for naam in (*zelfde, *meer)},
            producten=[ProductramingUit.model_validate(one) for one in raming.producten],
            budget_cent=budget_cent,
            boven_budget_cent=boven,
            boven_budget_procent=procent,
        )
