"""The payment file: pain.001.001.09 without addresses, one batch per run, the same bytes for the same order."""

import re
from functools import cache
from importlib.resources import files

from lxml import etree
from risb_kern.clock import AMSTERDAM
from sepaxml import SepaTransfer
from text_unidecode import unidecode

from declaraties.application.betalen.ports import Betaalbestand

SCHEMA = "pain.001.001.09"
_RUIMTE = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"
_NS = {"p": _RUIMTE}
# The character set of SEPA; the library has already turned accents into plain letters.
_BUITEN_SET = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
_LANGSTE_NAAM = 70


class OngeldigBetaalbestandError(Exception):
    """The file does not fit the schema; never the fault of the user."""


def write_betaalbestand(order: Betaalbestand) -> bytes:
    """The file as UTF-8; raises OngeldigBetaalbestandError before anything that breaks the schema leaves."""
    wortel = etree.fromstring(_ruw(order))
    _set(wortel, ".//p:GrpHdr/p:MsgId", order.msg_id)
    _set(wortel, ".//p:GrpHdr/p:CreDtTm", order.moment.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M:%S"))
    _set(wortel, ".//p:PmtInf/p:PmtInfId", f"{order.msg_id}-1")
    _bank_onbekend(wortel)
    if not _xsd().validate(wortel):
        raise OngeldigBetaalbestandError(str(_xsd().error_log.last_error))
    return etree.tostring(wortel, xml_declaration=True, encoding="UTF-8")


def _ruw(order: Betaalbestand) -> bytes:
    config = {"name": _tekst(order.naam), "IBAN": order.iban, "batch": True, "currency": "EUR"}
    sepa = SepaTransfer(config, schema=SCHEMA, clean=True)
    for one in order.overboekingen:
        sepa.add_payment(
            {
                "name": _tekst(one.naam),
                "IBAN": one.iban,
                "amount": one.bedrag_cent,
                "execution_date": order.uitvoerdatum,
                "description": _tekst(one.omschrijving),
                "endtoend_id": one.kenmerk,
            }
        )
    ruw: bytes = sepa.export(validate=False)
    return ruw


def _tekst(tekst: str) -> str:
    return _BUITEN_SET.sub(" ", unidecode(tekst)).strip()[:_LANGSTE_NAAM] or "onbekend"


def _set(wortel: etree._Element, pad: str, waarde: str) -> None:
    for element in wortel.iterfind(pad, _NS):
        element.text = waarde


def _bank_onbekend(wortel: etree._Element) -> None:
    """Within SEPA the account names the bank; the element that may not be left out says so."""
    for element in wortel.iterfind(".//p:DbtrAgt/p:FinInstnId", _NS):
        ander = etree.SubElement(element, f"{{{_RUIMTE}}}Othr")
        etree.SubElement(ander, f"{{{_RUIMTE}}}Id").text = "NOTPROVIDED"


@cache
def _xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring((files("sepaxml") / "schemas" / f"{SCHEMA}.xsd").read_bytes()))
