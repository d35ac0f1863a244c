"""Decisions where the standard or the policy leaves room: one name each, so that they can be found and changed.

Every constant says what was open, what is chosen and why.
"""

# OP179 says 25 Mb without saying which; decimal is the strict reading, so that every 26 MB file is refused.
GROOTSTE_BERICHT = 25_000_000

# OP192 says no byte order mark; the standard grants leniency on line ends only, so a BOM is refused.
BOM_TOEGESTAAN = False

# CS002: 000000000 passes the 11-proef and the official stylesheet lets it through. Nobody has that number and a
# toewijzing can never be found for it, so it is refused as a technical fault, with the other wrong numbers.
BSN_NULLEN_GELDIG = False
