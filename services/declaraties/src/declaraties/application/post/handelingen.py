"""Messages on their way in and out."""

from declaraties.application.post.bericht_hervatten import bericht_hervatten
from declaraties.application.post.bericht_indienen import bericht_indienen
from declaraties.application.post.bestanden_verwerken import Verwerking, Verwerkt, bestanden_verwerken, ieder_apart
from declaraties.application.post.declaratie_indienen import declaratie_indienen
from declaraties.application.post.envelop_indienen import Envelopkenmerk, envelop_indienen

__all__ = [
    "Envelopkenmerk",
    "Verwerking",
    "Verwerkt",
    "bericht_hervatten",
    "bericht_indienen",
    "bestanden_verwerken",
    "declaratie_indienen",
    "envelop_indienen",
    "ieder_apart",
]
