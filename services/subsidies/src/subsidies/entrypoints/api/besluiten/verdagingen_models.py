from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Datum, Verhaal


class VerdagingIn(ApiModel):
    """Waarom het besluit later komt, en wanneer."""

    tot: Datum = Field(description="Laatste dag waarop u beslist, hoogstens acht weken na de beslisdatum.")
    reden: Verhaal = Field(
        description="Waarom u meer tijd nodig hebt.", examples=["Wij wachten op het advies van de wijkraad."]
    )
