"""The life of a case as a table: in which state which step is possible, and where it leads. No engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from risb_kern.errors import conflict

S = TypeVar("S", bound=StrEnum)
H = TypeVar("H", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verloop(Generic[S, H]):
    """Every allowed step of `wat`; what is not in the table is refused. States are Dutch words, steps infinitives."""

    wat: str
    start: S
    einde: frozenset[S]
    tabel: Mapping[tuple[S, H], S]

    @property
    def lopend(self) -> frozenset[S]:
        """The states in which something may still happen."""
        return frozenset(type(self.start)) - self.einde

    def mogelijk(self, status: S) -> tuple[H, ...]:
        """The steps that are possible now, in the order of the table."""
        return tuple(stap for van, stap in self.tabel if van is status)

    def na(self, status: S, stap: H) -> S:
        """The state after the step; a conflict that says what is possible instead."""
        try:
            return self.tabel[status, stap]
        except KeyError:
            melding = f"Bij de status '{status}' kunt u niet {stap}. {self._wel(status)}"
            raise conflict("stap-niet-mogelijk", melding) from None

    def diagram(self) -> str:
        """The table as a Mermaid diagram."""
        namen = [f"    {_id(one)} : {one}" for one in type(self.start) if _id(one) != one]
        pijlen = [f"    {_id(van)} --> {_id(naar)} : {stap}" for (van, stap), naar in self.tabel.items()]
        einden = [f"    {_id(one)} --> [*]" for one in type(self.start) if one in self.einde]
        return "\n".join(["stateDiagram-v2", *namen, f"    [*] --> {_id(self.start)}", *pijlen, *einden])

    def gebreken(self) -> tuple[str, ...]:
        """What is wrong with the table itself: states out of reach, ends with a way out, states without one."""
        bereikt = self._bereikt()
        return (
            *(f"'{one}' wordt nooit bereikt" for one in type(self.start) if one not in bereikt),
            *(f"'{one}' is een einde met een uitweg" for one in type(self.start) if self._is_open_einde(one)),
            *(f"'{one}' loopt dood" for one in type(self.start) if one in self.lopend and not self.mogelijk(one)),
        )

    def _wel(self, status: S) -> str:
        stappen = self.mogelijk(status)
        if not stappen:
            return f"{self.wat.capitalize()} is klaar; er is geen stap meer mogelijk."
        *eerste, laatste = stappen
        return f"Wat nu wel kan: {', '.join(eerste)}{' of ' if eerste else ''}{laatste}."

    def _bereikt(self) -> set[S]:
        bereikt: set[S] = set()
        nieuw = {self.start}
        while nieuw:
            bereikt |= nieuw
            nieuw = {naar for (van, _), naar in self.tabel.items() if van in nieuw} - bereikt
        return bereikt

    def _is_open_einde(self, status: S) -> bool:
        return status in self.einde and bool(self.mogelijk(status))


def _id(status: StrEnum) -> str:
    """A name that Mermaid takes: no hyphens and no spaces."""
    return status.replace("-", "_").replace(" ", "_")
