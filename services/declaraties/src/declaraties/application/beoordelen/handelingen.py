"""A 323, judged and answered."""

from declaraties.application.beoordelen.declaratie_beantwoorden import declaratie_beantwoorden

__all__ = ["declaratie_beantwoorden"]
