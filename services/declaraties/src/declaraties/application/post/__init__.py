"""Messages on their way in and out."""

from declaraties.application.post.bericht_hervatten import bericht_hervatten
from declaraties.application.post.bericht_ontvangen import bericht_ontvangen
from declaraties.application.post.bestand_verwerken import Verwerkt, bestand_verwerken

__all__ = ["Verwerkt", "bericht_hervatten", "bericht_ontvangen", "bestand_verwerken"]
