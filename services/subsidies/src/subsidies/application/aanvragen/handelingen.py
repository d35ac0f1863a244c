"""Applications until they can be decided on."""

from subsidies.application.aanvragen.aanvraag_indienen import AanvraagIndienen, aanvraag_indienen
from subsidies.application.aanvragen.aanvulling_beantwoorden import AanvullingBeantwoorden, aanvulling_beantwoorden
from subsidies.application.aanvragen.aanvulling_beoordelen import aanvulling_beoordelen
from subsidies.application.aanvragen.aanvulling_vragen import AanvullingVragen, aanvulling_vragen
from subsidies.application.aanvragen.termijn_bewaken import termijn_bewaken
from subsidies.application.aanvragen.termijnen_plannen import termijnen_plannen
from subsidies.application.aanvragen.zienswijze_geven import zienswijze_geven
from subsidies.application.aanvragen.zienswijze_vragen import zienswijze_vragen

__all__ = [
    "AanvraagIndienen",
    "AanvullingBeantwoorden",
    "AanvullingVragen",
    "aanvraag_indienen",
    "aanvulling_beantwoorden",
    "aanvulling_beoordelen",
    "aanvulling_vragen",
    "termijn_bewaken",
    "termijnen_plannen",
    "zienswijze_geven",
    "zienswijze_vragen",
]
