"""Decisions where the standard or the policy leaves room: of each what was open, what is chosen and why.

What code reads of them stands where it is used: the door in `standaard/grenzen.py` and `standaard/bsn.py`, the judge in
`beoordelen/keuzes.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beslissing:
    """One decision; `naam` is stable, the test of it carries the same name.

    `punt` is the number of the open point of the standard in docs/adr/0013-open-punten.md, 0 for other decisions.
    """

    naam: str
    open_punt: str
    keuze: str
    waarom: str
    punt: int = 0


BESLISSINGEN = (
    Beslissing(
        "grootste-bericht",
        "OP179 says 25 Mb without saying which.",
        "25,000,000 bytes (GROOTSTE_BERICHT).",
        "The strict reading: every file of 26 MB, decimal or binary, is refused.",
    ),
    Beslissing(
        "byte-order-mark",
        "OP192 says no byte order mark; may a reader be lenient?",
        "Refused (BOM_TOEGESTAAN).",
        "The standard grants leniency on line ends only.",
    ),
    Beslissing(
        "bsn-nullen",
        "000000000 passes the 11-proef and the official stylesheet.",
        "Refused by CS002 (BSN_NULLEN_GELDIG).",
        "It is nobody's number; no toewijzing can exist for it.",
        punt=12,
    ),
    Beslissing(
        "tr319",
        "The stylesheet checks TR319 on level 2, the rule table puts it on level 3 with 9319.",
        "9319 on the prestatie (Keuzes.niveau_tr319; 2 gives 0001 on the message).",
        "The rule table is the norm, and only the wrong line is hit.",
        punt=2,
    ),
    Beslissing(
        "xsd-versie",
        "The iJw schemas call themselves 0.1.0, their examples say 1.0.0.",
        "Every well-formed version is read, 1.0.0 is written for both laws.",
        "The examples show what is exchanged.",
        punt=1,
    ),
    Beslissing(
        "toewijzing-van-ander",
        "8187 or 9338 when the Bsn is known but the ToewijzingNummer is of another client?",
        "9338 on the line (Keuzes.ander_client_8187 gives 8187 on the client).",
        "8187 is a code of class Client and would refuse every line; for this client the number does not exist.",
        punt=6,
    ),
    Beslissing(
        "zonder-geldige-verwijzing",
        "No code exists for a toewijzing without a valid referral.",
        "9338 on debets, as if it were not there.",
        "Policy: payment only with an indicatie or referral.",
    ),
    Beslissing(
        "alleen-bij-toewijzing",
        "Which checks still run without toewijzing, or with a deleted one?",
        "None that needs it, its contract or its price; 8021 and 9319 are still reported (ALLEEN_BIJ_TOEWIJZING).",
        "What the message or earlier messages show helps the sender; the rest would be guessing.",
    ),
    Beslissing(
        "taakgericht",
        "Declaring under a taakgerichte overeenkomst has no code of its own.",
        "Without toewijzing 9338, with one 0611 (CODE_TAAKGERICHT); tariff and amount are then not checked.",
        "There is no tariff that could be right: the overeenkomst is paid by schedule.",
    ),
    Beslissing(
        "zonder-overeenkomst",
        "What if no overeenkomst prices the product?",
        "0611, also for products in euro (83), which are contracted without a tariff.",
        "No payment without contract.",
    ),
    Beslissing(
        "prijsdatum",
        "Which day decides when a price changes inside the ProductPeriode?",
        "The first day of the ProductPeriode; the newest price that has started by then, if it has not ended.",
        "One line has one tariff.",
    ),
    Beslissing(
        "codes-op-credit",
        "IV085 forbids refusing a credit on content; the rules do not list what is left.",
        "8187, 8021, 9338, 8017 and 9390 (Keuzes.codes_op_credit); not identical to the debet (IV091) is 8017.",
        "These are the technical reasons.",
        punt=5,
    ),
    Beslissing(
        "slot-alleen-bij-toegekend",
        "Does a rejected debet occupy its slot (TR389)?",
        "No, only an approved one that has not been credited.",
        "A rejected line is sent again without credit (SI 2.5.3).",
        punt=4,
    ),
    Beslissing(
        "gaten-in-perioden",
        "TR318 with months missing.",
        "Only a period before the newest accepted one is refused (8214).",
        "The receiver cannot see why a month is missing (IV090, OP284).",
        punt=3,
    ),
    Beslissing(
        "eerste-regel-houdt-referentie",
        "One ReferentieNummer on two clients of one message (TR314).",
        "The first line keeps it, every later one gets 8021.",
        "The first line delivers it; order in the message is the only order there is.",
    ),
    Beslissing(
        "nummers-na-afkeuring",
        "Which numbers count as used after a refusal?",
        "None of a message refused as a whole (not Oordeel.verwerkt); else all, also on rejected lines.",
        "Refused as a whole is not sent (IV087, OP286); a line sent again gets a new number.",
    ),
    Beslissing(
        "budget-in-centen",
        "TR369 speaks of GeleverdVolume, also where that is not in euro.",
        "Signed Bedrag sums against the Budget, in whatever eenheid.",
        "With eenheid 83 it is the same number; hours against euros would mean nothing.",
        punt=7,
    ),
    Beslissing(
        "open-einde",
        "The ceiling of frequentie 1 and 4, and of a toewijzing without end, is not written down.",
        "Volume times days, or times calendar months touched; without end up to the DeclaratiePeriode"
        " (Keuzes.open_einde: up to the ProductPeriode, or no total).",
        "Up to the ProductPeriode refuses the correction of an older month once later months are approved.",
        punt=8,
    ),
    Beslissing(
        "envelop",
        "functieVersie and functieSubversie for release 3.2, and the kind of envelope for a 325.",
        "0003 and 0002 (FUNCTIEVERSIE, FUNCTIESUBVERSIE in domain/post/envelop.py), and Di01 (berichtcode_van).",
        "The numbers follow the release of the message; a 325 is a heenbericht without retour.",
        punt=9,
    ),
    Beslissing(
        "werkdagen",
        "Which days are working days for the ten days of a 325?",
        "Monday to Friday except the holidays of the Algemene termijnenwet; Good Friday is one, Liberation Day"
        " too, every year.",
        "One calendar for the whole house (risb_recht.kalender); an alarm goes well before the end of the term.",
        punt=10,
    ),
    Beslissing(
        "productlijst",
        "TR381 asks for the agreed list; nationally there is one for the Jeugdwet and none for the Wmo.",
        "The list of the gemeente (Keuzes.productlijsten), else for the Jeugdwet the national one and for the Wmo the"
        " category under which the product was contracted; a code that none knows, and a toewijzing with a code of its"
        " own, are not judged by TR381.",
        "Without contract price an unknown code gets 0611; TR340 judges a toewijzing with code.",
        punt=11,
    ),
    Beslissing(
        "gemeente-buiten-regio",
        "What does a message to a gemeente get that exists but takes no service from the bureau (TR378)?",
        "S300 on the Header, as for a code that is not in the list of the CBS, with a reason of its own beside it.",
        "Nobody here may judge for that gemeente; no other code of the Header says so, and its numbers stay free.",
    ),
    Beslissing(
        "boven-de-grens",
        "What does a line take that goes over the Omvang or Budget (TR322, TR369)?",
        "Nothing, like every refused line, so that a later smaller one may still fit; lines count in message order,"
        " approved credits of the message before all of them.",
        "The text compares the sum of all approved lines and this one; OP366 puts credits first.",
    ),
    Beslissing(
        "code-bestedingsruimte",
        "No retourcode says that a line goes over the bestedingsruimte of the agreement (1.5).",
        "9369, with a text of its own (CODE_BESTEDINGSRUIMTE).",
        "It is the code for a budget that is used up; no code of WJ001 comes closer.",
    ),
    Beslissing(
        "uren-afronden",
        "Hours in parts are rounded to whole hours (IV079); who checks that?",
        "The sender; here minutes are summed as declared, and hours count for sixty.",
        "The receiver does not see the deliveries behind a line.",
    ),
    Beslissing(
        "maand-buiten-toewijzing",
        "TR387 and TR388 beside TR307 and TR308.",
        "A month that has no day in common with the toewijzing gets 9307 or 9308 alone.",
        "There is no prescribed day in such a month.",
    ),
)
