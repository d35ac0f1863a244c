from toezicht.application.abonnementen.abonnement_beeindigen import abonnement_beeindigen
from toezicht.application.abonnementen.abonnement_nemen import AbonnementNemen, abonnement_nemen
from toezicht.application.abonnementen.bezorging_herhalen import bezorging_herhalen
from toezicht.application.abonnementen.poging_vastleggen import poging_vastleggen

__all__ = ["AbonnementNemen", "abonnement_beeindigen", "abonnement_nemen", "bezorging_herhalen", "poging_vastleggen"]
