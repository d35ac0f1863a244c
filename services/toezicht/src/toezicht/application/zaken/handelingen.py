from toezicht.application.zaken.aangifte_besluiten import aangifte_besluiten
from toezicht.application.zaken.bevinding_toevoegen import BevindingToevoegen, bevinding_toevoegen
from toezicht.application.zaken.trede_nemen import TredeNemen, trede_nemen
from toezicht.application.zaken.zaak_classificeren import zaak_classificeren
from toezicht.application.zaken.zaak_openen import zaak_openen
from toezicht.application.zaken.zaak_sluiten import zaak_sluiten

__all__ = [
    "BevindingToevoegen",
    "TredeNemen",
    "aangifte_besluiten",
    "bevinding_toevoegen",
    "trede_nemen",
    "zaak_classificeren",
    "zaak_openen",
    "zaak_sluiten",
]
