"""Level 2 for the person in a 301: what a gemeente must get right before the message may leave.

Intake asks only what decides about the toewijzing (dossier section 3); what goes out in the name of a gemeente must
hold all of level 2, also names, addresses and relations.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from declaraties.domain.standaard.berichten.persoon import Contact, Geboortedatum, Relatie, VolledigeNaam
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301, ToegewezenProduct
from declaraties.domain.toewijzen.regels import persoon

T = TypeVar("T")
Plaats = tuple[str | int, ...]
Regelset = tuple[tuple[str, Callable[[T, dt.date], bool], str], ...]
_NEDERLAND = "NL"
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
_BRP, _CORRESPONDENTIE, _VERBLIJF, _TIJDELIJK = "01", "02", "03", "04"
_TOLK_TAAL, _NIET_NATUURLIJK = "1", "6"
_MET_PARTNER, _ZONDER_PARTNER = frozenset("1234"), frozenset({"1", _NIET_NATUURLIJK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoonsfout:
    """One broken rule: `plaats` is the path of field names and indices from the client down."""

    plaats: Plaats
    regel: str
    melding: str


def persoonsfouten(bericht: Bericht301) -> tuple[Persoonsfout, ...]:
    """Every rule that the client, its relations, its contacts or the dates of its toewijzingen break."""
    return tuple(_fouten(bericht.client, bericht.header.bericht_identificatie.dagtekening))


def _fouten(client: Client301, dag: dt.date) -> Iterator[Persoonsfout]:
    yield from _toets((), client, CLIENTREGELS, dag)
    yield from _geboren(("geboortedatum",), client.geboortedatum, dag)
    yield from _naam(("naam",), client.naam)
    for plaats, relatie in enumerate(client.relaties or ()):
        hier: Plaats = ("relaties", plaats)
        yield from _geboren((*hier, "geboortedatum"), relatie.geboortedatum, dag)
        yield from _naam((*hier, "naam"), relatie.naam)
        yield from _toets((*hier, "contact"), relatie.contact, CONTACTREGELS, dag)
    for plaats, contact in enumerate(client.contactgegevens):
        yield from _toets(("contactgegevens", plaats), contact, CONTACTREGELS, dag)
    for plaats, product in enumerate(client.toegewezen_producten):
        yield from _toets(("toegewezen_producten", plaats), product, PRODUCTREGELS, dag)


def _toets(plaats: Plaats, record: T, regels: Regelset[T], dag: dt.date) -> Iterator[Persoonsfout]:
    for nummer, gebroken, melding in regels:
        if gebroken(record, dag):
            yield Persoonsfout(plaats=plaats, regel=nummer, melding=melding)


def _geboren(plaats: Plaats, geboren: Geboortedatum | None, dag: dt.date) -> Iterator[Persoonsfout]:
    return _toets(plaats, geboren, GEBOORTEREGELS, dag) if geboren is not None else iter(())


def _naam(plaats: Plaats, naam: VolledigeNaam) -> Iterator[Persoonsfout]:
    return _toets(plaats, naam, NAAMREGELS, dt.date.min)


def _heeft_adres(contact: Contact) -> bool:
    return contact.adres is not None and contact.adres.huis is not None and contact.adres.postcode is not None


def _land(contact: Contact) -> str | None:
    return contact.adres.land_code if contact.adres else None


def _postcode(contact: Contact) -> str | None:
    return contact.adres.postcode if contact.adres else None


def _dubbel(waarden: Sequence[str]) -> bool:
    return len(set(waarden)) < len(waarden)


def _periode_klopt_niet(contact: Contact, _: dt.date) -> bool:
    periode = contact.periode
    begin, einde = (periode.begindatum, periode.einddatum) if periode else (None, None)
    return begin is not None and einde is not None and einde < begin


def _taal_klopt_niet(client: Client301, _: dt.date) -> bool:
    communicatie = client.communicatie
    return communicatie is not None and (communicatie.vorm == _TOLK_TAAL) != (communicatie.taal is not None)


def _naamgebruik_klopt_niet(naam: VolledigeNaam, _: dt.date) -> bool:
    return naam.naam_gebruik not in (_ZONDER_PARTNER if naam.partnernaam is None else _MET_PARTNER)


def _nummers(relaties: Sequence[Relatie] | None) -> list[str]:
    return [relatie.nummer for relatie in relaties or ()]


GEBOORTEREGELS: Regelset[Geboortedatum] = (
    ("TR002", persoon.te_oud, "De geboortedatum ligt meer dan 120 jaar terug."),
    ("TR134", persoon.in_de_toekomst, "De geboortedatum ligt in de toekomst."),
    ("CS139", lambda g, _: persoon.gebruik_klopt_niet(g), "Vul onbekende delen van de datum met 01 (jaar: 1900)."),
)
NAAMREGELS: Regelset[VolledigeNaam] = (
    ("CS050", _naamgebruik_klopt_niet, "Naamgebruik is 1 tot en met 4 met partnernaam, en 1 of 6 zonder."),
)
CLIENTREGELS: Regelset[Client301] = (
    ("CS318", lambda c, _: c.naam.naam_gebruik == _NIET_NATUURLIJK, "Een client is een mens: naamgebruik 6 kan niet."),
    ("CD007", _taal_klopt_niet, "Vul de taal bij vorm 1 (tolk taal), en alleen dan."),
    (
        "TR061",
        lambda c, _: {one.soort for one in c.contactgegevens}.isdisjoint({_BRP, _CORRESPONDENTIE, _VERBLIJF}),
        "Geef een BRP-adres (01), correspondentieadres (02) of verblijfadres (03).",
    ),
    ("TR101", lambda c, _: _dubbel([one.soort for one in c.contactgegevens]), "Elke soort contact mag een keer."),
    ("TR101", lambda c, _: _dubbel(_nummers(c.relaties)), "Elke relatie heeft een eigen nummer."),
)
CONTACTREGELS: Regelset[Contact] = (
    (
        "TR006",
        lambda c, _: c.telefoon is None and not _heeft_adres(c),
        "Geef een telefoonnummer, of een huisnummer met postcode.",
    ),
    (
        "CD025",
        lambda c, _: c.adres is not None and c.adres.land_code == _NEDERLAND and c.adres.huis is None,
        "Geef bij een adres in Nederland het huisnummer.",
    ),
    (
        "CD034",
        lambda c, _: c.soort in {_BRP, _VERBLIJF} and _postcode(c) is None,
        "Geef bij een BRP-adres of verblijfadres de postcode.",
    ),
    (
        "CS089",
        lambda c, _: _land(c) == _NEDERLAND and not _POSTCODE.fullmatch(_postcode(c) or ""),
        "Een Nederlandse postcode heeft vier cijfers en twee letters, zonder spatie.",
    ),
    ("CD005", lambda c, _: (_land(c) is None) != (_postcode(c) is None), "Postcode en landcode horen bij elkaar."),
    (
        "CD009",
        lambda c, _: c.periode is not None and c.soort != _TIJDELIJK,
        "Alleen een tijdelijk adres heeft een periode.",
    ),
    ("CS003", _periode_klopt_niet, "De einddatum ligt voor de begindatum."),
)
PRODUCTREGELS: Regelset[ToegewezenProduct] = (
    ("TR134", lambda p, dag: p.toewijzingsdatum > dag, "De toewijzingsdatum ligt in de toekomst."),
)
