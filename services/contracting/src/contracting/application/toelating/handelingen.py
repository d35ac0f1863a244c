"""From registration to admission."""

from contracting.application.toelating.aanbieder_registreren import AanbiederRegistreren, aanbieder_registreren
from contracting.application.toelating.aanmelding_aanvullen import aanmelding_aanvullen
from contracting.application.toelating.aanmelding_beoordelen import aanmelding_beoordelen
from contracting.application.toelating.aanmelding_indienen import AanmeldingIndienen, Bewijsopgave, aanmelding_indienen
from contracting.application.toelating.aanvulling_vragen import aanvulling_vragen
from contracting.application.toelating.perceel_vaststellen import perceel_vaststellen

__all__ = [
    "AanbiederRegistreren",
    "AanmeldingIndienen",
    "Bewijsopgave",
    "aanbieder_registreren",
    "aanmelding_aanvullen",
    "aanmelding_beoordelen",
    "aanmelding_indienen",
    "aanvulling_vragen",
    "perceel_vaststellen",
]
