"""What the judge may be told to do otherwise, where the standard or the policy leaves room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

NIVEAU_TR319 = 3


CODE_TAAKGERICHT = "0611"


CODE_BESTEDINGSRUIMTE = "9369"


ALLEEN_BIJ_TOEWIJZING = ("TR338", "TR384")


CODES_OP_CREDIT = frozenset({"8187", "8021", "9338", "8017", "9390"})


class OpenEinde(StrEnum):
    """Up to when the total of a toewijzing without Einddatum is counted (TR322)."""

    DECLARATIEPERIODE = "declaratieperiode"
    PRODUCTPERIODE = "productperiode"
    GEEN_TOTAAL = "geen-totaal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuzes:
    """What a gemeente or region could choose otherwise; the values here are the choice of the bureau.

    `ander_client_8187`: a line on another client's toewijzing refuses the client (8187) instead of the line (9338).
    `productlijsten`: per wet and gemeente which category each product code belongs to (TR381).
    """

    niveau_tr319: int = NIVEAU_TR319
    ander_client_8187: bool = False
    codes_op_credit: frozenset[str] = CODES_OP_CREDIT
    open_einde: OpenEinde = OpenEinde.DECLARATIEPERIODE
    productlijsten: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


KEUZES = Keuzes()
