"""Code lists of iWmo/iJw 3.2 as far as the messages of this service use them (values only)."""


def _codes(tekst: str) -> tuple[str, ...]:
    return tuple(tekst.split())


# WMO020: kinds of support of the Wmo.
CATEGORIE_WMO = _codes("01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18")
# JZ020: kinds of youth care.
CATEGORIE_JW = _codes("31 32 33 34 35 36 37 38 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55")
# WJ756: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 stuks (output), 83 euro, 84 stuks (inspanning).
EENHEID = _codes("01 04 14 16 82 83 84")
# WMO757: 1 per dag, 2 per week, 4 per maand, 6 totaal binnen de toewijzing.
FREQUENTIE = _codes("1 2 4 6")
# COD043: C takes back, D claims.
DEBET_CREDIT = _codes("C D")
# WMO002 and JZ002: same values; 13 deletes, 01 is no longer allowed.
REDEN_WIJZIGING = _codes("01 02 03 04 05 06 07 08 09 10 11 12 13 14")
# COD467: 1 first, 2 changed (not allowed any more), 3 deletes, 9 not applicable.
STATUS_AANLEVERING = _codes("1 2 3 9")
# WMO588 and JZ588: why delivery ended; 20 is a pause.
REDEN_BEEINDIGING_WMO = _codes("02 19 20 21 22 23 31 36 37 38 39")
REDEN_BEEINDIGING_JW = _codes("02 20 31 32 33 34 35 36 37 38 39")
# WJ001.
RETOURCODE = _codes(
    """
    0001 0200 0233 0611 8001 8017 8021 8187 8214 8848 9019 9056 9063 9069 9071 9074 9307 9308 9319 9321 9322 9326
    9332 9333 9338 9339 9340 9341 9346 9347 9349 9350 9351 9355 9357 9359 9360 9361 9365 9366 9367 9369 9373 9374
    9375 9379 9384 9385 9387 9388 9389 9390 9411 9412 9413 9414 9415 S300 S329
    """
)
# COD046: 0 onbekend, 1 man, 2 vrouw.
GESLACHT = _codes("0 1 2")
# COD170: which part of a date of birth is known.
DATUM_GEBRUIK = _codes("1 2 3")
# COD700: in which order the names are used.
NAAM_GEBRUIK = _codes("1 2 3 4 5 6")
# Interpreter for language, deaf interpreter, other.
COMMUNICATIEVORM = _codes("1 2 3")
# Legal status of the client.
JURIDISCHE_STATUS = _codes("01 02 03 04 05 11 12")
# Who represents the client in law.
WETTELIJKE_VERTEGENWOORDIGING = _codes("06 07 08 09 10")
# Relation to the client.
SOORT_RELATIE = _codes("03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25")
# COD757: kind of address.
ADRES_SOORT = _codes("01 02 03 04")
# AB aan boord, BY bij, TO tegenover, WW woonwagen.
AANDUIDING_WOONADRES = _codes("AB BY TO WW")
# COD032: countries.
LAND = _codes(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """
)

# Of WJ756, those that rules compute with.
MINUUT, UUR, STUKS_OUTPUT, EURO = "01", "04", "82", "83"
MINUTEN_PER_UUR = 60
