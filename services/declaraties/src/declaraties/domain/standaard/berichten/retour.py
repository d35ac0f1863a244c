"""The retour messages 302, 306 and 308: the header of the message answered and, on a fault, its client with codes.

Each class of the message answered returns unchanged with `retour_codes` beside it (IV028).
"""

import datetime as dt
from dataclasses import dataclass

from declaraties.domain.standaard.berichten.levering import Client305, Client307, StartProduct, StopProduct
from declaraties.domain.standaard.berichten.persoon import Contact, Relatie
from declaraties.domain.standaard.berichten.toewijzing import Client301, ToegewezenProduct
from declaraties.domain.standaard.berichten.waarden import ONZE_XSD_VERSIE, Kop, XsdVersie
from declaraties.domain.standaard.profielen import Soort, Wet

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourKop(Kop):
    """Header of the message answered, sender and addressee included, and who the retour itself is."""

    identificatie_retour: str
    dagtekening_retour: dt.date
    xslt_versie: str | None = None
    xsd_versie_retour: XsdVersie = ONZE_XSD_VERSIE
    retour_codes: Codes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourContact(Contact):
    """A contact with its codes."""

    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourRelatie(Relatie):
    """A relation with its codes."""

    contact: RetourContact
    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourToewijzing(ToegewezenProduct):
    """A toewijzing with its codes."""

    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Client302(Client301):
    """The client of a refused 301."""

    relaties: tuple[RetourRelatie, ...] | None = None
    contactgegevens: tuple[RetourContact, ...]
    toegewezen_producten: tuple[RetourToewijzing, ...]
    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourStart(StartProduct):
    """A start with its codes."""

    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Client306(Client305):
    """The client of a refused 305."""

    start_producten: tuple[RetourStart, ...]
    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourStop(StopProduct):
    """A stop with its codes."""

    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Client308(Client307):
    """The client of a refused 307."""

    stop_producten: tuple[RetourStop, ...]
    retour_codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Retour:
    """A whole retour message; without `client` nothing is wrong below the header."""

    wet: Wet
    header: RetourKop

    @property
    def identificatie(self) -> str:
        """Id of the retour itself, unique per sender."""
        return self.header.identificatie_retour


@dataclass(frozen=True, slots=True, kw_only=True)
class Retour302(Retour):
    """Answer to a 301."""

    client: Client302 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retour306(Retour):
    """Answer to a 305."""

    client: Client306 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retour308(Retour):
    """Answer to a 307."""

    client: Client308 | None = None


RETOUR_VAN: dict[Soort, Soort] = {
    Soort.TOEWIJZING: Soort.RETOUR_TOEWIJZING,
    Soort.START: Soort.RETOUR_START,
    Soort.STOP: Soort.RETOUR_STOP,
}
