"""Double funding: the care contracts of applicants, and accounts that several applicants use."""

from subsidies.application.dubbel.aanbieder_volgen import aanbieder_volgen
from subsidies.application.dubbel.aanvraag_vergelijken import aanvraag_vergelijken
from subsidies.application.dubbel.contract_volgen import contract_volgen
from subsidies.application.dubbel.contracteinde_volgen import contracteinde_volgen

__all__ = ["aanbieder_volgen", "aanvraag_vergelijken", "contract_volgen", "contracteinde_volgen"]
