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

# TR319: the official stylesheet checks it on level 2 (0001 for the whole message), the rule table puts it on level 3
# with 9319 on the prestatie. The rule table is the norm and hits only the line that is wrong: 9319.
NIVEAU_TR319 = 3

# Bsn known, but the ToewijzingNummer belongs to another client: 8187 is a code of class Client (rule table) and would
# refuse every line of a known client; for this client the number does not exist, so the line gets 9338.
CODE_TOEWIJZING_VAN_ANDER = "9338"

# A toewijzing without a valid referral gives no right to payment (policy: payment only with an indicatie). No code
# exists for it; for the declaratie it is as if the toewijzing were not there.
CODE_ZONDER_GELDIGE_VERWIJZING = "9338"

# A taakgerichte overeenkomst is paid by schedule; declaring under it has no code of its own. Without toewijzing the
# line already gets 9338; with one there is no tariff that could be right, hence 0611 (tariff differs from contract).
CODE_TAAKGERICHT = "0611"

# No overeenkomst prices the product: there is no tariff that could be right, also not for products in euro (83).
CODE_ZONDER_OVEREENKOMST = "0611"

# TR338: without toewijzing the checks that need it, its contract or its price cannot run. What the message itself or
# earlier messages show (8021, 9319) is still reported beside 9338.
# TR384: a deleted toewijzing counts as never sent, so its period, product and tariff say nothing: 9384 instead.
ALLEEN_BIJ_TOEWIJZING = ("TR338", "TR384")

# IV085 forbids refusing a credit on content. On credit lines only these codes are given; "not identical to the debet"
# (IV091) falls under 8017.
CODES_OP_CREDIT = frozenset({"8187", "8021", "9338", "8017", "9390"})

# TR389: only an approved debet occupies a billing slot; a rejected line may be sent again as a new debet (SI 2.5.3).
SLOT_ALLEEN_BIJ_TOEGEKEND = True

# Which numbers count as used afterwards? A message that is refused as a whole (level 2, Header, Declaratie) counts
# as not sent (IV087, OP286): all its numbers may be used again. Otherwise every ReferentieNummer in it stays used, also
# on a rejected line: a line that is sent again gets a new number.
AFGEKEURD_BERICHT_GEEFT_NUMMERS_VRIJ = True
AFGEKEURDE_REGEL_HOUDT_NUMMER = True

# TR318: the receiver cannot see why a month is missing, so only a DeclaratiePeriode before the newest accepted one
# is refused; gaps and repeats are allowed (IV090, OP284).
GATEN_IN_PERIODEN_TOEGESTAAN = True

# TR314 inside one message: the first line with a ReferentieNummer delivers it, every later one repeats it.
EERSTE_REGEL_HOUDT_REFERENTIE = True

# Which day decides about the price when a month has two: the first day of the ProductPeriode.
PRIJSDATUM = "begindatum"
