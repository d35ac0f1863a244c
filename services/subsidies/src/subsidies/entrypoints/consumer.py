"""Event name and version -> handler."""

from collections.abc import Mapping

from subsidies.entrypoints.handlers import dubbel
from subsidies.entrypoints.handlers.handler import ActHandler

HANDLERS: Mapping[str, ActHandler] = {
    "AanbiederGeregistreerd.v1": dubbel.aanbieder_geregistreerd,
    "OvereenkomstGesloten.v1": dubbel.overeenkomst_gesloten,
    "OvereenkomstBeeindigd.v1": dubbel.overeenkomst_beeindigd,
}
