"""Bodies of the entrance."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field
from risb_api.api import ApiModel
from risb_api.fields import Cent, Datum, Gemeente
from risb_kern.errors import Fout, refused
from risb_recht import codes

from subsidies.domain.openbaar.hulp import Hulpvraag
from subsidies.domain.openbaar.postcodes import gemeente_van
from subsidies.domain.regelingen.opgave import SoortAanvrager
from subsidies.entrypoints.api.fields import RegelingCode, Wijk


def _postcode(tekst: str) -> str:
    """The four digits; a whole postcode must exist."""
    return codes.postcode(tekst if any(one.isalpha() for one in tekst) else f"{tekst}AA")[:4]


_PATROON = {"pattern": "^[1-9][0-9]{3}( ?[A-Z]{2})?$"}
Postcode = Annotated[str, AfterValidator(_postcode), Field(json_schema_extra=_PATROON)]


class HulpvraagIn(ApiModel):
    """Korte vragen; wij bewaren de antwoorden niet. Geef een postcode of een gemeente."""

    postcode: Postcode | None = Field(
        default=None,
        description="Postcode; vier cijfers is genoeg.",
        examples=["3822"],
    )
    gemeente: Gemeente | None = Field(default=None, description="CBS-code, als u geen postcode geeft.")
    wijk: Wijk = None
    soort: SoortAanvrager = Field(description="Wie u bent.")
    winstoogmerk: bool = Field(default=False, description="Of u winst wilt maken.")
    bedrag_cent: Cent = Field(description="Wat u nodig heeft in eurocent.", examples=[45000])
    datum: Datum = Field(description="Eerste dag van uw activiteit.", examples=["2026-12-12"])

    def to_domain(self) -> Hulpvraag:
        """The question, with the gemeente that the postcode lies in."""
        gemeente = self.gemeente or (gemeente_van(self.postcode) if self.postcode else None)
        if gemeente is None:
            melding = "Geef een postcode in onze regio, of de code van uw gemeente."
            raise refused("gemeente-onbekend", melding, Fout("postcode", "onbekend", melding))
        return Hulpvraag(
            gemeente=gemeente,
            wijk=self.wijk,
            soort=self.soort,
            bedrag_cent=self.bedrag_cent,
            datum=self.datum,
            winstoogmerk=self.winstoogmerk,
        )


class HulpantwoordUit(ApiModel):
    """Of een regeling bij u past, en zo niet: waarom niet."""

    regeling_code: RegelingCode
    titel: str = Field(description="Naam van de regeling.", examples=["Projecten in de buurt"])
    past: bool = Field(description="true als de regeling past.")
    redenen: list[str] = Field(description="Waarom de regeling niet past; leeg als zij past.")
    aanvragen_tot: dt.date = Field(description="Laatste dag om aan te vragen.")
    beslisdatum: dt.date = Field(description="U hoort het uiterlijk op deze dag als u vandaag aanvraagt.")
    nodig: list[str] = Field(description="Wat u nodig heeft voor de aanvraag.")


class HulpresultaatUit(ApiModel):
    """Het antwoord voor elke regeling, passende eerst."""

    gemeente: Gemeente
    resultaten: list[HulpantwoordUit] = Field(description="Per regeling een antwoord.")
