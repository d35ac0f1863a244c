"""From opened bids to an award with its waiting list."""

from contracting.application.gunning.belang_melden import belang_melden
from contracting.application.gunning.consensus_vastleggen import consensus_vastleggen
from contracting.application.gunning.gunning_aankondigen import gunning_aankondigen
from contracting.application.gunning.gunning_intrekken import gunning_intrekken
from contracting.application.gunning.gunning_meedelen import gunning_meedelen
from contracting.application.gunning.inschrijving_toetsen import inschrijving_toetsen
from contracting.application.gunning.loting_verrichten import loting_verrichten
from contracting.application.gunning.plaats_aanvaarden import PlaatsAanvaarden, plaats_aanvaarden
from contracting.application.gunning.plaats_vrijgeven import plaats_vrijgeven
from contracting.application.gunning.score_geven import Scoreopgave, score_geven

__all__ = [
    "PlaatsAanvaarden",
    "Scoreopgave",
    "belang_melden",
    "consensus_vastleggen",
    "gunning_aankondigen",
    "gunning_intrekken",
    "gunning_meedelen",
    "inschrijving_toetsen",
    "loting_verrichten",
    "plaats_aanvaarden",
    "plaats_vrijgeven",
    "score_geven",
]
