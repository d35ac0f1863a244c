from typing import Protocol

from contracting.application.taakgericht.ports import Taakdossiers
from contracting.domain.moederovereenkomsten.moederovereenkomst import Moederovereenkomst


class Moederovereenkomsten(Taakdossiers[Moederovereenkomst], Protocol):
    """Parent agreements."""
