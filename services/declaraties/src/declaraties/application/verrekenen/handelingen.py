"""What is settled after the answer."""

from declaraties.application.verrekenen.verrekening_berekenen import Verrekenregels, verrekening_berekenen
from declaraties.application.verrekenen.woonplaats_vastleggen import woonplaats_vastleggen

__all__ = ["Verrekenregels", "verrekening_berekenen", "woonplaats_vastleggen"]
