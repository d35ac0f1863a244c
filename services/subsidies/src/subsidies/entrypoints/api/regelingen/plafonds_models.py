from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Gemeente

from subsidies.entrypoints.api.fields import WijkUit
from subsidies.entrypoints.api.regelingen.regelingen_models import PeriodeIn


class PeriodeUit(PeriodeIn):
    """Eerste en laatste dag, beide meegerekend."""


class PlafondUit(ApiModel):
    """Wat er van een plafond is verleend en wat er nog is."""

    gemeente: Gemeente
    wijk: WijkUit = None
    tijdvak: PeriodeUit = Field(description="Tijdvak van het plafond.")
    bedrag_cent: Cent = Field(description="Plafond in eurocent.", examples=[50000000])
    verleend_cent: Cent = Field(description="Verleend in eurocent.", examples=[450000])
    ruimte_cent: Cent = Field(description="Nog beschikbaar in eurocent.", examples=[49550000])


class PlafondsUit(ApiModel):
    """Alle plafonds van een regeling."""

    resultaten: list[PlafondUit] = Field(description="De plafonds.")
