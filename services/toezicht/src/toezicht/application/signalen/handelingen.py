from toezicht.application.signalen.aanbieder_volgen import aanbieder_volgen
from toezicht.application.signalen.anomalie_ontvangen import anomalie_ontvangen
from toezicht.application.signalen.declaratie_volgen import declaratie_volgen
from toezicht.application.signalen.dubbele_financiering_ontvangen import (
    DubbeleFinancieringOntvangen,
    dubbele_financiering_ontvangen,
)
from toezicht.application.signalen.overeenkomst_volgen import overeenkomst_volgen
from toezicht.application.signalen.signaal_bekijken import Signaalbeeld, signaal_bekijken
from toezicht.application.signalen.signaal_beoordelen import SignaalBeoordelen, signaal_beoordelen

__all__ = [
    "DubbeleFinancieringOntvangen",
    "SignaalBeoordelen",
    "Signaalbeeld",
    "aanbieder_volgen",
    "anomalie_ontvangen",
    "declaratie_volgen",
    "dubbele_financiering_ontvangen",
    "overeenkomst_volgen",
    "signaal_bekijken",
    "signaal_beoordelen",
]
