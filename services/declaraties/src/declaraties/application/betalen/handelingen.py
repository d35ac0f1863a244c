"""What is payable, and how it is paid."""

from declaraties.application.betalen.betaalblokkade_overnemen import betaalblokkade_overnemen
from declaraties.application.betalen.betaalcontrole_beoordelen import betaalcontrole_beoordelen
from declaraties.application.betalen.betaalcontroles_kiezen import betaalcontroles_kiezen
from declaraties.application.betalen.betaalrun_intrekken import betaalrun_intrekken
from declaraties.application.betalen.betaalrun_voorbereiden import Runopdracht, betaalrun_voorbereiden
from declaraties.application.betalen.betaalrun_vrijgeven import betaalrun_vrijgeven
from declaraties.application.betalen.betaling_afhandelen import Bankbericht, betaling_afhandelen
from declaraties.application.betalen.opdrachten.betaalopdracht_maken import betaalopdracht_maken
from declaraties.application.betalen.opdrachten.termijnen_betaalbaar_maken import termijnen_betaalbaar_maken
from declaraties.application.betalen.opdrachten.termijnkorting_besluiten import termijnkorting_besluiten
from declaraties.application.betalen.opdrachten.termijnkorting_voorstellen import termijnkorting_voorstellen
from declaraties.application.betalen.opdrachten.vergoeding_aanvragen import vergoeding_aanvragen
from declaraties.application.betalen.opdrachten.vergoeding_adviseren import vergoeding_adviseren
from declaraties.application.betalen.opdrachten.vergoeding_behandelen import Oordeelstap, vergoeding_behandelen
from declaraties.application.betalen.opdrachten.vergoeding_besluiten import vergoeding_besluiten
from declaraties.application.betalen.opdrachten.vergoeding_vaststellen import vergoeding_vaststellen
from declaraties.application.betalen.rekening_overnemen import rekening_overnemen

__all__ = [
    "Bankbericht",
    "Oordeelstap",
    "Runopdracht",
    "betaalblokkade_overnemen",
    "betaalcontrole_beoordelen",
    "betaalcontroles_kiezen",
    "betaalopdracht_maken",
    "betaalrun_intrekken",
    "betaalrun_voorbereiden",
    "betaalrun_vrijgeven",
    "betaling_afhandelen",
    "rekening_overnemen",
    "termijnen_betaalbaar_maken",
    "termijnkorting_besluiten",
    "termijnkorting_voorstellen",
    "vergoeding_aanvragen",
    "vergoeding_adviseren",
    "vergoeding_behandelen",
    "vergoeding_besluiten",
    "vergoeding_vaststellen",
]
