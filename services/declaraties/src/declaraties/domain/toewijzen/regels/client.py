"""Level 2 for the persons in a 301: the client, its relations and how to reach them (dossier section 3).

They hold for a 301 that comes in as for one that goes out, and as for the 305 and 307 that copy the client.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from declaraties.domain.standaard.berichten.persoon import Contact, Geboortedatum, Relatie, VolledigeNaam
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301, ToegewezenProduct
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.toewijzen.regels import persoon

T = TypeVar("T")
Plaats = tuple[str | int, ...]
_NEDERLAND = "NL"
_EIGEN_POSTCODE = "3811AA"  # stands for none: that it is missing is CD005
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
_BRP, _CORRESPONDENTIE, _VERBLIJF, _TIJDELIJK = "01", "02", "03", "04"
_TOLK_TAAL, _NIET_NATUURLIJK = "1", "6"
_MET_PARTNER, _ZONDER_PARTNER = frozenset("1234"), frozenset({"1", _NIET_NATUURLIJK})


@dataclass(frozen=True, slots=True)
class Persoonsregel(Generic[T]):
    """One rule about a part of a 301. `gebroken` is asked with the Dagtekening; `wat` and `doe` are plain Dutch."""

    nummer: str
    gebroken: Callable[[T, dt.date], bool]
    wat: str
    doe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plek:
    """Where a part stands: the path of field names and indices from the client down, and its place in its klasse."""

    plaats: Plaats
    klasse: Klasse
    positie: int = 0

    def onder(self, *veld: str) -> "Plek":
        """A part of this part, which belongs to the same berichtklasse."""
        return Plek(plaats=(*self.plaats, *veld), klasse=self.klasse, positie=self.positie)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoonsfout:
    """One broken rule and where."""

    plek: Plek
    regel: str
    wat: str
    doe: str

    @property
    def plaats(self) -> Plaats:
        """The path of field names and indices from the client down."""
        return self.plek.plaats

    @property
    def melding(self) -> str:
        """What is wrong and what to do."""
        return f"{self.wat} {self.doe}"


Regelset = tuple[Persoonsregel[T], ...]


def persoonsfouten(bericht: Bericht301) -> tuple[Persoonsfout, ...]:
    """Every rule that the client, its relations, its contacts or the dates of its toewijzingen break."""
    return tuple(_fouten(bericht.client, bericht.header.bericht_identificatie.dagtekening))


def _fouten(client: Client301, dag: dt.date) -> Iterator[Persoonsfout]:
    hier = Plek(plaats=(), klasse=Klasse.CLIENT)
    yield from _toets(hier, client, CLIENTREGELS, dag)
    yield from _persoon(hier, client, dag)
    relaties = client.relaties or ()
    yield from _dubbel(relaties, lambda relatie: relatie.nummer, _RELATIE_DUBBEL, Klasse.RELATIE)
    for plaats, relatie in enumerate(relaties):
        yield from _persoon(Plek(plaats=("relaties", plaats), klasse=Klasse.RELATIE, positie=plaats), relatie, dag)
        plek = Plek(plaats=("relaties", plaats, "contact"), klasse=Klasse.CONTACT, positie=plaats)
        yield from _toets(plek, relatie.contact, CONTACTREGELS, dag)
    yield from _dubbel(
        client.contactgegevens, lambda contact: contact.soort, _CONTACT_DUBBEL, Klasse.CONTACT, na=len(relaties)
    )
    for plaats, contact in enumerate(client.contactgegevens):
        plek = Plek(plaats=("contactgegevens", plaats), klasse=Klasse.CONTACT, positie=len(relaties) + plaats)
        yield from _toets(plek, contact, CONTACTREGELS, dag)
    for plaats, product in enumerate(client.toegewezen_producten):
        plek = Plek(plaats=("toegewezen_producten", plaats), klasse=Klasse.TOEGEWEZEN_PRODUCT, positie=plaats)
        yield from _toets(plek, product, PRODUCTREGELS, dag)


def _toets(plek: Plek, record: T, regels: Regelset[T], dag: dt.date) -> Iterator[Persoonsfout]:
    for regel in regels:
        if regel.gebroken(record, dag):
            yield Persoonsfout(plek=plek, regel=regel.nummer, wat=regel.wat, doe=regel.doe)


def _persoon(plek: Plek, wie: Client301 | Relatie, dag: dt.date) -> Iterator[Persoonsfout]:
    if wie.geboortedatum is not None:
        yield from _toets(plek.onder("geboortedatum"), wie.geboortedatum, GEBOORTEREGELS, dag)
    yield from _toets(plek.onder("naam"), wie.naam, NAAMREGELS, dag)


def _dubbel(
    records: Sequence[T], sleutel: Callable[[T], str], regel: Persoonsregel[T], klasse: Klasse, *, na: int = 0
) -> Iterator[Persoonsfout]:
    """TR101: each that has the logical key of an earlier one; `na` members of the klasse stand before these."""
    sleutels = [sleutel(one) for one in records]
    for plaats, eigen in enumerate(sleutels):
        if eigen in sleutels[:plaats]:
            plek = Plek(plaats=(), klasse=klasse, positie=na + plaats)
            yield Persoonsfout(plek=plek, regel=regel.nummer, wat=regel.wat, doe=regel.doe)


def _heeft_adres(contact: Contact) -> bool:
    return contact.adres is not None and contact.adres.huis is not None and contact.adres.postcode is not None


def _land(contact: Contact) -> str | None:
    return contact.adres.land_code if contact.adres else None


def _postcode(contact: Contact) -> str | None:
    return contact.adres.postcode if contact.adres else None


def _periode_klopt_niet(contact: Contact, _: dt.date) -> bool:
    periode = contact.periode
    begin, einde = (periode.begindatum, periode.einddatum) if periode else (None, None)
    return begin is not None and einde is not None and einde < begin


def _taal_klopt_niet(client: Client301, _: dt.date) -> bool:
    communicatie = client.communicatie
    return communicatie is not None and (communicatie.vorm == _TOLK_TAAL) != (communicatie.taal is not None)


def _naamgebruik_klopt_niet(naam: VolledigeNaam, _: dt.date) -> bool:
    return naam.naam_gebruik not in (_ZONDER_PARTNER if naam.partnernaam is None else _MET_PARTNER)


R = Persoonsregel
_VUL_DATUM = "Controleer de geboortedatum."
GEBOORTEREGELS: Regelset[Geboortedatum] = (
    R("TR002", persoon.te_oud, "De geboortedatum ligt meer dan 120 jaar voor de dagtekening.", _VUL_DATUM),
    R("TR134", persoon.in_de_toekomst, "De geboortedatum ligt na de dagtekening van het bericht.", _VUL_DATUM),
    R(
        "CS139",
        lambda g, _: persoon.gebruik_klopt_niet(g),
        "De geboortedatum past niet bij het datumgebruik.",
        "Vul onbekende delen van de datum met 01 (jaar: 1900).",
    ),
)
NAAMREGELS: Regelset[VolledigeNaam] = (
    R(
        "CS050",
        _naamgebruik_klopt_niet,
        "Het naamgebruik past niet bij de naam.",
        "Vul 1 tot en met 4 met partnernaam, en 1 of 6 zonder.",
    ),
)
CLIENTREGELS: Regelset[Client301] = (
    R(
        "CS318",
        lambda c, _: c.naam.naam_gebruik == _NIET_NATUURLIJK,
        "Een client is een mens: naamgebruik 6 kan niet.",
        "Vul een naamgebruik van 1 tot en met 4.",
    ),
    R(
        "CD007",
        _taal_klopt_niet,
        "De taal past niet bij de vorm.",
        "Vul de taal bij vorm 1 (tolk taal), en alleen dan.",
    ),
    R(
        "TR061",
        lambda c, _: {one.soort for one in c.contactgegevens}.isdisjoint({_BRP, _CORRESPONDENTIE, _VERBLIJF}),
        "De client heeft geen adres.",
        "Geef een BRP-adres (01), correspondentieadres (02) of verblijfadres (03).",
    ),
)
_CONTACT_DUBBEL: Persoonsregel[Contact] = R(
    "TR101", lambda _, __: True, "Een soort contact staat er twee keer.", "Geef elke soort contact een keer."
)
_RELATIE_DUBBEL: Persoonsregel[Relatie] = R(
    "TR101", lambda _, __: True, "Twee relaties hebben hetzelfde nummer.", "Geef elke relatie een eigen nummer."
)
CONTACTREGELS: Regelset[Contact] = (
    R(
        "TR006",
        lambda c, _: c.telefoon is None and not _heeft_adres(c),
        "Er is geen telefoonnummer en geen adres.",
        "Geef een telefoonnummer, of een huisnummer met postcode.",
    ),
    R(
        "CD025",
        lambda c, _: _land(c) == _NEDERLAND and c.adres is not None and c.adres.huis is None,
        "Bij een adres in Nederland ontbreekt het huisnummer.",
        "Geef het huisnummer.",
    ),
    R(
        "CD034",
        lambda c, _: c.soort in {_BRP, _VERBLIJF} and _postcode(c) is None,
        "Bij een BRP-adres of verblijfadres ontbreekt de postcode.",
        "Geef de postcode.",
    ),
    R(
        "CS089",
        lambda c, _: _land(c) == _NEDERLAND and not _POSTCODE.fullmatch(_postcode(c) or _EIGEN_POSTCODE),
        "De postcode is geen Nederlandse postcode.",
        "Vul vier cijfers en twee hoofdletters, zonder spatie.",
    ),
    R(
        "CD005",
        lambda c, _: (_land(c) is None) != (_postcode(c) is None),
        "Postcode en landcode horen bij elkaar.",
        "Geef beide, of geen van beide.",
    ),
    R(
        "CD009",
        lambda c, _: c.periode is not None and c.soort != _TIJDELIJK,
        "Alleen een tijdelijk adres heeft een periode.",
        "Laat de periode weg, of vul soort 04.",
    ),
    R("CS003", _periode_klopt_niet, "De einddatum ligt voor de begindatum.", "Verbeter de datums."),
)
PRODUCTREGELS: Regelset[ToegewezenProduct] = (
    R(
        "TR134",
        lambda p, dag: p.toewijzingsdatum > dag,
        "De toewijzingsdatum ligt na de dagtekening van het bericht.",
        "Vul de dag in waarop is toegewezen.",
    ),
)


def _rijen() -> Iterator[tuple[Klasse, str, str, str]]:
    for klasse in (Klasse.CLIENT, Klasse.RELATIE):
        yield from ((klasse, r.nummer, r.wat, r.doe) for r in GEBOORTEREGELS)
        yield from ((klasse, r.nummer, r.wat, r.doe) for r in NAAMREGELS)
    yield from ((Klasse.CLIENT, r.nummer, r.wat, r.doe) for r in CLIENTREGELS)
    yield from ((Klasse.CONTACT, r.nummer, r.wat, r.doe) for r in (*CONTACTREGELS, _CONTACT_DUBBEL))
    yield (Klasse.RELATIE, _RELATIE_DUBBEL.nummer, _RELATIE_DUBBEL.wat, _RELATIE_DUBBEL.doe)
    yield from ((Klasse.TOEGEWEZEN_PRODUCT, r.nummer, r.wat, r.doe) for r in PRODUCTREGELS)


# Every rule of this table by number and klasse, with what it says.
PERSOONSREGELS = {(nummer, klasse.value): (wat, doe) for klasse, nummer, wat, doe in _rijen()}
