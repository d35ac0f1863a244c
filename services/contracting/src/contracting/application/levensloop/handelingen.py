"""The life of an agreement after it was concluded."""

from contracting.application.levensloop.overeenkomst_verlengen import overeenkomst_verlengen
from contracting.application.levensloop.overeenkomst_wijzigen import OvereenkomstWijzigen, overeenkomst_wijzigen
from contracting.application.levensloop.overeenkomsten_overbruggen import (
    OvereenkomstenOverbruggen,
    overeenkomsten_overbruggen,
)
from contracting.application.levensloop.schade_vastleggen import SchadeVastleggen, schade_vastleggen
from contracting.application.levensloop.standaard_overnemen import StandaardOvernemen, standaard_overnemen
from contracting.application.levensloop.verlenging_vervallen import verlenging_vervallen

__all__ = [
    "OvereenkomstWijzigen",
    "OvereenkomstenOverbruggen",
    "SchadeVastleggen",
    "StandaardOvernemen",
    "overeenkomst_verlengen",
    "overeenkomst_wijzigen",
    "overeenkomsten_overbruggen",
    "schade_vastleggen",
    "standaard_overnemen",
    "verlenging_vervallen",
]
