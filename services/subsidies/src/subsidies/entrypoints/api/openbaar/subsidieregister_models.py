import datetime as dt
import uuid

from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Gemeente

from subsidies.entrypoints.api.fields import RegelingCode, WijkUit


class RegisterregelUit(ApiModel):
    """Een verleende subsidie in het openbaar register."""

    id: uuid.UUID = Field(description="Willekeurig kenmerk; leidt niet naar een dossier.")
    regeling_code: RegelingCode
    regeling_versie: int = Field(description="Versie van de regeling.")
    regeling_titel: str = Field(description="Naam van de regeling.")
    gemeente: Gemeente
    wijk: WijkUit = None
    ontvanger: str = Field(description="Naam van de organisatie, of: Inwoner.")
    kvk_nummer: str | None = Field(description="KvK-nummer van een organisatie.")
    activiteit: str = Field(description="Waarvoor de subsidie is.")
    gevraagd_cent: int = Field(description="Gevraagd in eurocent.")
    verleend_cent: int = Field(description="Verleend in eurocent.")
    direct_vastgesteld: bool = Field(description="Of de subsidie meteen is vastgesteld.")
    activiteit_van: dt.date = Field(description="Eerste dag van de activiteit.")
    activiteit_tot: dt.date = Field(description="Laatste dag van de activiteit.")
    besluitdatum: dt.date = Field(description="Dag van het besluit.")
