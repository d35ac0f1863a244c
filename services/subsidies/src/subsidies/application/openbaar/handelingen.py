"""What everybody may ask and see."""

from subsidies.application.openbaar.hulpvraag_beantwoorden import hulpvraag_beantwoorden

__all__ = ["hulpvraag_beantwoorden"]
