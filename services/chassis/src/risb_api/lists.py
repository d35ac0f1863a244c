"""One way for every list: cursor, size, order, search and choice of fields, declared once beside the route."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Query, Request
from pydantic import Field
from risb_kern.edge.cursors import LARGEST, decode_cursor, encode_cursor, invalid_cursor
from risb_kern.errors import DomainError, Fout, Kind
from risb_kern.lists import Blad
from risb_kern.texts import getoond

from risb_api.api import ApiModel, Pagina
from risb_api.fields import Regel

M = TypeVar("M", bound=ApiModel)
T = TypeVar("T")
Reader = Callable[[str], object]
STANDAARD = 50
GROOTSTE = 200
_KEY = Parameter.KEYWORD_ONLY


class Orde:
    """An order of a list: the attributes of a thing that it sorts on, each with what reads its text back.

    The last attribute is unique: `Orde(ontvangen_op=day, id=uuid.UUID)`.
    """

    def __init__(self, **readers: Reader) -> None:
        self._readers = readers

    def position(self, thing: object) -> list[str]:
        """Where the thing stands."""
        return [_text(getattr(thing, name)) for name in self._readers]

    def read(self, position: Sequence[str]) -> tuple[object, ...]:
        """The values of a position; ValueError when it is not one of this order, or not one that a database holds."""
        return tuple(_storable(read(text)) for read, text in zip(self._readers.values(), position, strict=True))


class Lijst(Generic[M]):
    """A list of a model; as a dependency it gives the `Blad` asked for.

    `orden` by the name that callers use (camelCase); the first is the usual one, from high to low with `aflopend`.
    """

    def __init__(
        self,
        model: type[M],
        orden: Mapping[str, Orde],
        *,
        aflopend: bool = False,
        zoek: str | None = None,
        standaard: int = STANDAARD,
        grootste: int = GROOTSTE,
    ) -> None:
        self._model = model
        self._orden = orden
        self._usual = ("-" if aflopend else "") + next(iter(orden))
        self._known = {field.alias or name for name, field in model.model_fields.items()}
        # FastAPI reads the parameters of the list from here.
        self.__signature__ = Signature([*self._parameters(zoek, standaard, grootste)])

    async def __call__(self, request: Request, **asked: Any) -> Blad:
        """The page asked for; 400 for a cursor of another list or order, and for fields that do not exist."""
        orde = asked.get("sorteer", self._usual)
        self._choose(request, asked.get("velden"))
        return Blad(
            na=self._position(asked["na"], orde),
            limiet=asked["limiet"],
            orde=orde.removeprefix("-"),
            aflopend=orde.startswith("-"),
            zoek=asked.get("zoek"),
        )

    def pagina(self, found: Sequence[T], blad: Blad, model: Callable[[T], M]) -> Pagina[M]:
        """What is shown of `found` (at most `blad.take`), and the cursor to what follows when there is more."""
        shown = found[: blad.limiet]
        more = len(found) > blad.limiet
        return Pagina(
            resultaten=[model(one) for one in shown], volgende=self._cursor(shown[-1], blad) if more else None
        )

    def _cursor(self, last: object, blad: Blad) -> str:
        sign = "-" if blad.aflopend else ""
        position = [sign + blad.orde, *self._orden[blad.orde].position(last)]
        return encode_cursor(json.dumps(position, separators=(",", ":")))

    def _position(self, na: str | None, orde: str) -> tuple[object, ...] | None:
        def read(text: str) -> tuple[object, ...]:
            position = json.loads(text)
            if not isinstance(position, list) or not all(isinstance(one, str) for one in position):
                raise ValueError(text)
            if position[:1] != [orde]:
                raise ValueError(text)
            return self._orden[orde.removeprefix("-")].read(position[1:])

        try:
            return decode_cursor(na, read)
        except RecursionError as error:
            raise invalid_cursor() from error

    def _choose(self, request: Request, velden: str | None) -> None:
        """Remember which fields are wanted; `Router` leaves the others out of the answer."""
        if velden is None:
            return
        wanted = frozenset(one.strip() for one in velden.split(","))
        unknown = sorted(wanted - self._known)
        if unknown:
            known = ", ".join(sorted(self._known))
            fouten = [Fout("velden", "onbekend", f"Het veld {_naam(one)} is er niet.") for one in unknown[:10]]
            raise DomainError(Kind.INVALID, "veld-onbekend", f"Kies uit deze velden: {known}.", *fouten)
        request.state.velden = wanted

    def _parameters(self, zoek: str | None, standaard: int, grootste: int) -> Iterable[Parameter]:
        yield Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
        na = Query(description="Cursor uit `volgende` van de vorige bladzijde.", max_length=500)
        yield Parameter("na", _KEY, default=None, annotation=Annotated[str | None, na])
        size = Query(ge=1, le=grootste, description="Hoogste aantal resultaten.")
        yield Parameter("limiet", _KEY, default=standaard, annotation=Annotated[int, size])
        velden = Query(
            description=f"Alleen deze velden, met komma's: {', '.join(sorted(self._known))}.", max_length=1000
        )
        yield Parameter("velden", _KEY, default=None, annotation=Annotated[str | None, velden])
        if len(self._orden) > 1:
            names = tuple(sign + name for name in self._orden for sign in ("", "-"))
            order = Query(description="Volgorde; met - ervoor van hoog naar laag.")
            yield Parameter("sorteer", _KEY, default=self._usual, annotation=Annotated[Literal[names], order])
        if zoek is not None:
            part = Annotated[Regel, Field(min_length=2, max_length=100)]
            yield Parameter("zoek", _KEY, default=None, annotation=Annotated[part | None, Query(description=zoek)])


def day(text: str) -> dt.date:
    """Reader of a date."""
    return dt.date.fromisoformat(text)


def moment(text: str) -> dt.datetime:
    """Reader of a moment, in UTC; ValueError without a zone or outside the calendar."""
    value = dt.datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(text)
    return value.astimezone(dt.UTC)


def _naam(veld: str) -> str:
    return f"'{getoond(veld)}'" if veld.isidentifier() else "met die naam"


def _storable(value: object) -> object:
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("too large")
    if isinstance(value, str) and "\x00" in value.encode().decode():
        raise ValueError("a zero byte")
    return value


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
