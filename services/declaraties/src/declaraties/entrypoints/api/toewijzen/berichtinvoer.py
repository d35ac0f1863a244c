"""JSON bodies made from the message description: the same fields, facets and cardinality as in the XML."""

import datetime as dt
from functools import cache
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, BaseModel, Field, WithJsonSchema, create_model
from risb_api.api import ApiModel

from declaraties.domain.standaard.profielen import PROFIELEN
from declaraties.domain.standaard.typen import Basis, Element, Groep, Waardetype, veldnaam
from declaraties.entrypoints.api.velden import letterlijk

_MEESTE = 100
# What XML can carry: no control characters but tab and line ends.
_LEESBAAR = r"^[\t\n\r -\u007e\u00a0-\ud7ff\ue000-\ufffd]*$"
_UUR = 3_600_000_000


@cache
def invoermodel(groep: Groep, naam: str) -> type[BaseModel]:
    """A body with the fields of a group of the description; unknown fields are refused."""
    velden: dict[str, Any] = {veldnaam(element.naam): _veld(element, naam) for element in groep.elementen}
    return create_model(
        naam, __base__=ApiModel, __doc__=f"{groep.naam.removeprefix('CDT_')} van de standaard.", **velden
    )


def als_record(model: BaseModel, groep: Groep) -> Any:
    """The record of the domain that a body of `invoermodel` means."""
    if groep.klasse is None:
        raise TypeError("a list is not a body")
    waarden = ((element, getattr(model, veldnaam(element.naam))) for element in groep.elementen)
    return groep.klasse(**{veldnaam(element.naam): _waarde(waarde, element) for element, waarde in waarden})


def _veld(element: Element, naam: str) -> tuple[Any, Any]:
    soort = element.type
    if isinstance(soort, Waardetype):
        typing: Any = _type(soort)
        uitleg = f"{soort.uitleg[0].upper()}{soort.uitleg[1:]}."
    elif soort.klasse is None:
        lid = soort.elementen[0]
        typing = Annotated[list[_lid(lid, naam)], Field(min_length=1, max_length=_MEESTE)]  # type: ignore[misc]  # a model made from the description of the standard
        uitleg = "Een of meer."
    else:
        typing, uitleg = invoermodel(soort, f"{naam}{element.naam}"), f"{element.naam}."
    if element.minimum == 0:
        return typing | None, Field(default=None, description=uitleg)
    return typing, Field(description=uitleg)


def _lid(element: Element, naam: str) -> type[BaseModel]:
    return invoermodel(cast("Groep", element.type), f"{naam}{element.naam}")


def _zonder_zone(tijd: dt.time) -> dt.time:
    if tijd.tzinfo is not None:
        raise ValueError("Noem de tijd zonder tijdzone.")
    return tijd


_KLOKTIJD = Annotated[dt.time, AfterValidator(_zonder_zone), WithJsonSchema({"type": "string", "format": "time-local"})]


def _type(soort: Waardetype) -> Any:
    codes = sorted({code for profiel in PROFIELEN.values() for code in soort.codes_van(profiel)})
    if codes:
        return Literal[tuple(codes)]
    if soort.basis is Basis.DATUM:
        return dt.date
    if soort.basis is Basis.TIJD:
        return _KLOKTIJD
    if soort.basis is Basis.GETAL:
        return Annotated[int, Field(strict=True, ge=soort.minimum, le=soort.maximum)]
    patroon = f"^{soort.patroon}$" if soort.patroon.startswith(("[0-9]", "([a-z")) else _LEESBAAR
    maat = Field(min_length=soort.minimum, max_length=soort.maximum, pattern=patroon)
    return Annotated[str, maat, AfterValidator(letterlijk)]


def _waarde(waarde: Any, element: Element) -> Any:
    if waarde is None:
        return None
    if isinstance(waarde, dt.time):
        return ((waarde.hour * 60 + waarde.minute) * 60 + waarde.second) * (_UUR // 3600) + waarde.microsecond
    if not isinstance(element.type, Groep):
        return waarde
    if element.type.klasse is None:
        lid = cast("Groep", element.type.elementen[0].type)
        return tuple(als_record(one, lid) for one in waarde)
    return als_record(waarde, element.type)
