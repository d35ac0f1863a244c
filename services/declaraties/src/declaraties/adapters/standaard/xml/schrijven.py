"""Writing a message of the standard: valid under the schema, or not written at all."""

import dataclasses
import io

from lxml import etree

from declaraties.adapters.standaard.xml.antwoordregels import write_clients
from declaraties.adapters.standaard.xml.records import REGELEINDE, write_record
from declaraties.adapters.standaard.xml.stroom import NietVolgensXsdError, leesfouten, read_tree, whole_tree
from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.declaratie import Bericht323, Declaratiebericht, als_records
from declaraties.domain.standaard.berichten.retour import Retour, Retour302, Retour306, Retour308
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.beschrijving import BERICHTEN
from declaraties.domain.standaard.profielen import PROFIELEN, Soort, Wet


class OngeldigBerichtError(ValueError):
    """A record holds a value that the standard does not allow; a defect of the caller, nothing is written."""


def write_325(antwoord: Antwoord325) -> bytes:
    """UTF-8 without byte order mark, CR/LF, schema-valid (OP192)."""
    declaratie = antwoord.declaratie_antwoord
    if declaratie is None or not declaratie.clienten:
        return _write(antwoord, antwoord.wet, Soort.ANTWOORD)
    leeg = dataclasses.replace(antwoord, declaratie_antwoord=dataclasses.replace(declaratie, clienten=()))
    omlijsting = write_record(leeg, antwoord.wet, Soort.ANTWOORD, BERICHTEN[Soort.ANTWOORD])
    profiel = PROFIELEN[antwoord.wet]
    prefix = profiel.prefix(Soort.ANTWOORD)
    voor, begin, na = omlijsting.partition(f"<{prefix}:Clienten>{REGELEINDE}".encode())
    geheel = io.BytesIO()
    geheel.writelines((voor, begin))
    geheel.writelines(write_clients(declaratie.clienten, prefix, profiel.standaard))
    geheel.write(na)
    return _gecontroleerd(geheel.getvalue(), antwoord.wet, Soort.ANTWOORD)


def write_323(bericht: Bericht323 | Declaratiebericht) -> bytes:
    """As write_325, for a declaratie in columns or records."""
    records = als_records(bericht) if isinstance(bericht, Bericht323) else bericht
    return _write(records, records.wet, Soort.DECLARATIE)


def write_retour(retour: Retour) -> bytes:
    """As write_325, for a 302, 306 or 308."""
    soort = {Retour302: Soort.RETOUR_TOEWIJZING, Retour306: Soort.RETOUR_START, Retour308: Soort.RETOUR_STOP}
    return _write(retour, retour.wet, soort[type(retour)])


def write_301(bericht: Bericht301) -> bytes:
    """As write_325, for a toewijzing."""
    return _write(bericht, bericht.wet, Soort.TOEWIJZING)


def _write(record: object, wet: Wet, soort: Soort) -> bytes:
    return _gecontroleerd(write_record(record, wet, soort, BERICHTEN[soort]), wet, soort)


def _gecontroleerd(data: bytes, wet: Wet, soort: Soort) -> bytes:
    boom = whole_tree(data)
    if boom is not None and schema(wet, soort).validate(boom):
        return data
    try:
        # clients that were checked are let go: a 325 may hold as many as its 323
        read_tree(data, wet, soort, per=f"{{{PROFIELEN[wet].naamruimte(soort)}}}Client", neem=lambda _: None)
    except (etree.XMLSyntaxError, NietVolgensXsdError):
        # only lines: values may be personal data
        regels = sorted({fout.regel or 0 for fout in leesfouten(data, wet, soort)})
        raise OngeldigBerichtError(f"{soort} not schema-valid on lines {regels[:5]}") from None
    return data
