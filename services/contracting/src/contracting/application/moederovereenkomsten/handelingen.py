"""Parent agreements, from which agreements are called off."""

from contracting.application.moederovereenkomsten.landelijktarief_overnemen import landelijktarief_overnemen
from contracting.application.moederovereenkomsten.moederovereenkomst_opstellen import moederovereenkomst_opstellen
from contracting.application.moederovereenkomsten.moederovereenkomst_vaststellen import moederovereenkomst_vaststellen

__all__ = ["landelijktarief_overnemen", "moederovereenkomst_opstellen", "moederovereenkomst_vaststellen"]
