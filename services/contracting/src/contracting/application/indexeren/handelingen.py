"""Index figures, clauses, and the indexation of contracts."""

from contracting.application.indexeren.indexcijfer_vastleggen import indexcijfer_vastleggen
from contracting.application.indexeren.indexclausule_vastleggen import indexclausule_vastleggen
from contracting.application.indexeren.indexering_intrekken import indexering_intrekken
from contracting.application.indexeren.indexering_uitvoeren import indexering_uitvoeren
from contracting.application.indexeren.indexering_vaststellen import indexering_vaststellen
from contracting.application.indexeren.indexering_voorstellen import IndexeringVoorstellen, indexering_voorstellen

__all__ = [
    "IndexeringVoorstellen",
    "indexcijfer_vastleggen",
    "indexclausule_vastleggen",
    "indexering_intrekken",
    "indexering_uitvoeren",
    "indexering_vaststellen",
    "indexering_voorstellen",
]
