"""What a person must look at before a decision."""

from subsidies.application.beoordelen.aandachtspunt_afhandelen import AandachtspuntAfhandelen, aandachtspunt_afhandelen
from subsidies.application.beoordelen.aanvraag_screenen import aanvraag_screenen

__all__ = ["AandachtspuntAfhandelen", "aandachtspunt_afhandelen", "aanvraag_screenen"]
