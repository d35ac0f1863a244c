"""A rule that says no, in the words of the caller; only the edge knows HTTP."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What went wrong, seen from the caller; the edge translates it once to HTTP."""

    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    TOO_MANY = "too_many"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Fout:
    """One fault in what was sent: `veld` as the sender knows it, `code` stable, `melding` plain Dutch."""

    veld: str
    code: str
    melding: str


class DomainError(Exception):
    """A rule said no. `slug` is stable and kebab-case, `melding` is plain Dutch: what, where, how to mend."""

    def __init__(self, kind: Kind, slug: str, melding: str, *fouten: Fout) -> None:
        super().__init__(melding)
        self.kind = kind
        self.slug = slug
        self.melding = melding
        self.fouten = fouten


def not_found(wat: str) -> DomainError:
    """What does not exist, and what belongs to another tenant: the same answer. `wat` with its article."""
    return DomainError(Kind.NOT_FOUND, "niet-gevonden", f"{wat} is niet gevonden.")


def refused(slug: str, melding: str, *fouten: Fout) -> DomainError:
    """What was sent cannot be: the sender has to change it."""
    return DomainError(Kind.INVALID, slug, melding, *fouten)


def conflict(slug: str, melding: str, *fouten: Fout) -> DomainError:
    """What was sent could be, but not in the present state."""
    return DomainError(Kind.CONFLICT, slug, melding, *fouten)
