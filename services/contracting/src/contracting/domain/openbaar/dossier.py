"""What is published of a procedure: the acts in its cases, with what they were about."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.toelating.perceel import Procedure

# Acts at the same moment are published in the order of the procedure.
_VOLGORDE = ("aanbesteding", "gunning", "overeenkomst")
# Until the bureau has one of its own in the register of the standard.
VOORVOEGSEL = "ocds-xxxxxx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Openbarestap:
    """An act as the timeline keeps it, without who did it; `nr` counts within the case, so its id never changes."""

    zaak: str
    nr: int
    soort: str
    op: dt.datetime
    gegevens: Mapping[str, object]

    @property
    def release_id(self) -> str:
        """The id of what is published of it."""
        return f"{self.zaak.replace(':', '-')}-{self.nr}"

    @property
    def perceel_code(self) -> str:
        """The perceel of an act in an award."""
        return self.zaak.split(":")[2]

    @property
    def plek(self) -> tuple[dt.datetime, int, str, int]:
        """Its place in the order of publication."""
        return self.op, _VOLGORDE.index(self.zaak.partition(":")[0]), self.zaak, self.nr

    def tekst(self, naam: str) -> str | None:
        """A text that the act decided."""
        waarde = self.gegevens.get(naam)
        return waarde if isinstance(waarde, str) else None

    def teksten(self, naam: str) -> tuple[str, ...]:
        """A list of texts that the act decided."""
        waarde = self.gegevens.get(naam)
        return tuple(str(one) for one in waarde) if isinstance(waarde, list | tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Openbaardossier:
    """A published tender or toelating, the agreements that came of it, and every act in the order of publication."""

    aanbesteding: Aanbesteding
    overeenkomsten: Mapping[str, Overeenkomst]
    stappen: tuple[Openbarestap, ...]

    @property
    def ocid(self) -> str:
        """The id of the procedure in open contracting."""
        return ocid_van(self.aanbesteding.id)

    @property
    def is_toelating(self) -> bool:
        """True when everybody who qualifies gets an agreement."""
        return self.aanbesteding.procedure is Procedure.TOELATING

    def gunningen_van(self, stap: Openbarestap) -> Iterator[str]:
        """Who had an award in this perceel when the act was done."""
        gegund: dict[str, None] = {}
        for one in self.stappen:
            if one == stap:
                break
            if one.zaak == stap.zaak and one.soort == "gunning_meedelen":
                gegund = dict.fromkeys(one.teksten("gegund"))
            elif one.zaak == stap.zaak and one.soort == "plaats_aanvaarden":
                gegund[one.tekst("agb_code") or ""] = None
        yield from (one for one in gegund if one)

    def vorige_van(self, stap: Openbarestap) -> Openbarestap | None:
        """The act in the same case before this one."""
        eerder = [one for one in self.stappen if one.zaak == stap.zaak and one.nr < stap.nr]
        return eerder[-1] if eerder else None

    def ingetrokken_met(self, stap: Openbarestap) -> frozenset[str]:
        """The percelen that were cancelled up to and including this act."""
        codes: set[str] = set()
        for one in self.stappen:
            if one.soort == "aanbesteding_intrekken" and one.nr <= stap.nr:
                code = one.tekst("perceel_code")
                codes |= {code} if code else {vraag.perceel_code for vraag in self.aanbesteding.percelen}
        return frozenset(codes)


def ocid_van(aanbesteding_id: uuid.UUID) -> str:
    """The id of a procedure in open contracting."""
    return f"{VOORVOEGSEL}-{aanbesteding_id}"
