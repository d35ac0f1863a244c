"""Refusals that several aggregates share; the rest is raised where its rule stands."""

from risb_kern.errors import DomainError, Fout, Kind


def niet_gevonden(wat: str) -> DomainError:
    """The answer for what does not exist; the same text as for what belongs to another tenant."""
    return DomainError(Kind.NOT_FOUND, "niet-gevonden", f"{wat} is niet gevonden.")


def bestaat_al(wat: str) -> DomainError:
    """The answer to registering the same thing again with another request."""
    return DomainError(Kind.CONFLICT, "bestaat-al", f"{wat} bestaat al.")


def geweigerd(slug: str, melding: str, *fouten: Fout) -> DomainError:
    """The sender's data break a rule; `slug` names the rule."""
    return DomainError(Kind.INVALID, slug, melding, *fouten)


def kan_nu_niet(slug: str, melding: str) -> DomainError:
    """The data are fine, but the state of the thing does not allow it."""
    return DomainError(Kind.CONFLICT, slug, melding)
