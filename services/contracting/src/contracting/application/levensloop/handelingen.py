"""The life of an agreement: from its draft on, and after it was concluded."""

from contracting.application.levensloop.concept.contractconcept_aanbieden import contractconcept_aanbieden
from contracting.application.levensloop.concept.contractconcept_intrekken import contractconcept_intrekken
from contracting.application.levensloop.concept.contractconcept_opstellen import contractconcept_opstellen
from contracting.application.levensloop.concept.contractconcept_sluiten import contractconcept_sluiten
from contracting.application.levensloop.concept.contractconcept_tekenen import contractconcept_tekenen
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
    "contractconcept_aanbieden",
    "contractconcept_intrekken",
    "contractconcept_opstellen",
    "contractconcept_sluiten",
    "contractconcept_tekenen",
    "overeenkomst_verlengen",
    "overeenkomst_wijzigen",
    "overeenkomsten_overbruggen",
    "schade_vastleggen",
    "standaard_overnemen",
    "verlenging_vervallen",
]
