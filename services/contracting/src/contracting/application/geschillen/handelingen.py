"""Kort gedingen and complaints about percelen."""

from contracting.application.geschillen.klacht_beslissen import klacht_beslissen
from contracting.application.geschillen.klacht_indienen import klacht_indienen
from contracting.application.geschillen.kortgeding_beslissen import kortgeding_beslissen
from contracting.application.geschillen.kortgeding_melden import kortgeding_melden

__all__ = ["klacht_beslissen", "klacht_indienen", "kortgeding_beslissen", "kortgeding_melden"]
