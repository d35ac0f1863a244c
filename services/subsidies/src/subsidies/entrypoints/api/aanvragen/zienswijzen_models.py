from pydantic import Field
from risb_api.api import ApiModel
from risb_api.fields import Verhaal


class VoornemenIn(ApiModel):
    """Het voornemen om te weigeren, met de feiten waarop het steunt."""

    voornemen: Verhaal = Field(
        description="Wat u van plan bent, en waarom.", examples=["Wij willen weigeren, omdat de zaal gesloten is."]
    )


class ReactieIn(ApiModel):
    """Uw reactie. Laat de tekst weg als u niet wilt reageren."""

    reactie: Verhaal | None = Field(
        default=None, description="Uw reactie.", examples=["De zaal gaat in mei weer open."]
    )
