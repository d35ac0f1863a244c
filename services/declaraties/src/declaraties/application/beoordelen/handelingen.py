"""A 323, judged and answered."""

from declaraties.application.beoordelen.declaraties_beantwoorden import declaraties_beantwoorden

__all__ = ["declaraties_beantwoorden"]
