"""From a message and what was found in it to its retour: a pure function (IV028, IV032)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from declaraties.domain.post.afloop import Regelbreuk
from declaraties.domain.standaard.berichten.levering import Bericht305, Bericht307
from declaraties.domain.standaard.berichten.persoon import Contact, Relatie
from declaraties.domain.standaard.berichten.retour import (
    Client302,
    Client306,
    Client308,
    Codes,
    Retour,
    Retour302,
    Retour306,
    Retour308,
    RetourContact,
    RetourKop,
    RetourRelatie,
    RetourStart,
    RetourStop,
    RetourToewijzing,
)
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.berichten.waarden import Kop
from declaraties.domain.standaard.regel import TECHNISCH, Klasse
from declaraties.domain.standaard.retourcodes import GEEN_OPMERKING

T = TypeVar("T")
_NIVEAU_2 = 2
_GOED: Codes = (GEEN_OPMERKING,)
Beantwoord = Bericht301 | Bericht305 | Bericht307


@dataclass(frozen=True, slots=True, kw_only=True)
class Retourkenmerk:
    """Who the retour itself is: an id of at most 12 characters and today."""

    identificatie: str
    dagtekening: dt.date


def maak_retour(bericht: Beantwoord, bevindingen: Sequence[Regelbreuk], kenmerk: Retourkenmerk) -> Retour:
    """The one retour to a message of level 1.

    Nothing found: the header without codes. Level 2: the header with 0001. A fault in the header: the header with its
    codes. Anything else: the header with 0200 and the whole client, each class with its own codes or 0200.
    """
    geheel = _codes_van_geheel(bevindingen)
    header = RetourKop(
        **_velden(bericht.header, Kop),
        identificatie_retour=kenmerk.identificatie,
        dagtekening_retour=kenmerk.dagtekening,
        retour_codes=geheel or (_GOED if bevindingen else None),
    )
    met_client = bool(bevindingen) and not geheel
    codes = _Codes(bevindingen)
    if isinstance(bericht, Bericht301):
        return Retour302(wet=bericht.wet, header=header, client=_client_302(bericht, codes) if met_client else None)
    if isinstance(bericht, Bericht305):
        return Retour306(wet=bericht.wet, header=header, client=_client_306(bericht, codes) if met_client else None)
    return Retour308(wet=bericht.wet, header=header, client=_client_308(bericht, codes) if met_client else None)


def _codes_van_geheel(bevindingen: Sequence[Regelbreuk]) -> Codes:
    if any(bevinding.niveau == _NIVEAU_2 for bevinding in bevindingen):
        return (TECHNISCH,)
    return tuple(dict.fromkeys(bevinding.code for bevinding in bevindingen if bevinding.klasse == Klasse.KOP))


class _Codes:
    """The codes of each member of a class; 0200 for one that nothing is wrong with."""

    def __init__(self, bevindingen: Sequence[Regelbreuk]) -> None:
        self._codes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for bevinding in bevindingen:
            for positie in bevinding.posities:
                self._codes[(bevinding.klasse, positie)].append(bevinding.code)

    def van(self, klasse: Klasse, positie: int = 0) -> Codes:
        return tuple(dict.fromkeys(self._codes.get((klasse, positie), _GOED)))


def _client_302(bericht: Bericht301, codes: _Codes) -> Client302:
    client = bericht.client
    eigen = _velden(client, type(client))
    eigen["relaties"] = client.relaties and tuple(_relatie(relatie) for relatie in client.relaties)
    eigen["contactgegevens"] = tuple(_contact(contact) for contact in client.contactgegevens)
    eigen["toegewezen_producten"] = tuple(
        _met(product, RetourToewijzing, codes.van(Klasse.TOEGEWEZEN_PRODUCT, plaats))
        for plaats, product in enumerate(client.toegewezen_producten)
    )
    return Client302(**eigen, retour_codes=codes.van(Klasse.CLIENT))


def _client_306(bericht: Bericht305, codes: _Codes) -> Client306:
    eigen = _velden(bericht.client, type(bericht.client))
    eigen["start_producten"] = tuple(
        _met(product, RetourStart, codes.van(Klasse.START_PRODUCT, plaats))
        for plaats, product in enumerate(bericht.producten)
    )
    return Client306(**eigen, retour_codes=codes.van(Klasse.CLIENT))


def _client_308(bericht: Bericht307, codes: _Codes) -> Client308:
    eigen = _velden(bericht.client, type(bericht.client))
    eigen["stop_producten"] = tuple(
        _met(product, RetourStop, codes.van(Klasse.STOP_PRODUCT, plaats))
        for plaats, product in enumerate(bericht.producten)
    )
    return Client308(**eigen, retour_codes=codes.van(Klasse.CLIENT))


def _relatie(relatie: Relatie) -> RetourRelatie:
    return RetourRelatie(**(_velden(relatie, Relatie) | {"contact": _contact(relatie.contact)}), retour_codes=_GOED)


def _contact(contact: Contact) -> RetourContact:
    return _met(contact, RetourContact, _GOED)


def _met(record: object, klasse: Callable[..., T], codes: Codes) -> T:
    return klasse(**_velden(record, type(record)), retour_codes=codes)


def _velden(record: object, klasse: type) -> dict[str, Any]:
    return {veld.name: getattr(record, veld.name) for veld in fields(klasse)}
