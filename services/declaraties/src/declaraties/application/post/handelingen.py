"""Messages on their way in and out."""

from declaraties.application.post.bericht_hervatten import bericht_hervatten
from declaraties.application.post.bericht_indienen import bericht_indienen
from declaraties.application.post.bestand_verwerken import Verwerkt, bestand_verwerken
from declaraties.application.post.declaratie_indienen import declaratie_indienen
from declaraties.application.post.envelop_indienen import Envelopkenmerk, envelop_indienen

__all__ = [
    "Envelopkenmerk",
    "Verwerkt",
    "bericht_hervatten",
    "bericht_indienen",
    "bestand_verwerken",
    "declaratie_indienen",
    "envelop_indienen",
]
