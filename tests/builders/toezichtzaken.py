"""Values of toezicht as the domain knows them, and acts on them."""

import datetime as dt
import itertools
import uuid
from typing import Any

from risb_kern.act import Handeling, act_of
from risb_kern.clock import FixedClock
from toezicht.application.uow import Uow
from toezicht.application.zaken import handelingen
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.detectie.anomalie import ACTIEF
from toezicht.domain.maatregelen.maatregel import Maatregel, Maatregelsoort
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Bevinding, Zaak, ZaakStatus

from tests.builders.toezicht import AGB, TRACE

KLOK = FixedClock(dt.date(2026, 5, 7))
NU = KLOK.nu()
RECHTMATIGHEID = frozenset({"rechtmatigheid"})
_numbers = itertools.count(1)


def door(wie: str = "een") -> Handeling:
    """An act of this person at NU."""
    return act_of(KLOK, wie)


def nieuw_id() -> uuid.UUID:
    return uuid.UUID(int=next(_numbers) << 64)


def een_signaal(**anders: Any) -> Signaal:
    basis: dict[str, Any] = {
        "id": nieuw_id(),
        "bron": "stroom",
        "regel": "T18",
        "regel_versie": 1,
        "soort": "rechtmatigheid",
        "agb_code": AGB,
        "periode": 202604,
        "status": ACTIEF,
        "ernst": "bekijken",
        "toelichting": "Dit is een signaal, geen oordeel.",
        "feiten": [{"naam": "gedeclareerde uren", "waarde": "1.690,0", "eenheid": "uur"}],
        "vergelijking": "Capaciteit: 1.400 uur per maand.",
        "bedrag_cent": 125_000,
        "onschuldig": "Onderaannemers.",
        "controle": "Vraag de personeelsinzet op.",
        "gebeurtenissen": ["deel:1"],
        "gesignaleerd_op": NU,
        "bijgewerkt_op": NU,
        "trace_id": TRACE,
        "gemeenten": [],
    }
    return Signaal(**{**basis, **anders})


def een_bericht(**anders: Any) -> Anomaliebericht:
    basis: dict[str, Any] = {
        "gebeurtenis_id": nieuw_id(),
        "regel": "T18",
        "soort": "rechtmatigheid",
        "trace_id": TRACE,
        "tijd": NU,
        "inhoud": {"regel": "T18", "bedragCent": 125_000},
    }
    return Anomaliebericht(**{**basis, **anders})


def een_zaak(**anders: Any) -> Zaak:
    basis: dict[str, Any] = {
        "id": nieuw_id(),
        "agb_code": AGB,
        "signaal_id": nieuw_id(),
        "trace_id": TRACE,
        "status": ZaakStatus.OPEN,
        "trede": Trede.RISICOANALYSE,
        "klasse": None,
        "voorstel_door": None,
        "uitkomst": None,
        "geopend_op": NU,
        "geopend_door": "een",
    }
    return Zaak(**{**basis, **anders})


def een_bevinding(zaak_id: uuid.UUID, **anders: Any) -> Bevinding:
    basis: dict[str, Any] = {
        "id": nieuw_id(),
        "zaak_id": zaak_id,
        "omschrijving": "Twee maanden dubbel gedeclareerd.",
        "bewijs": ["Zaaksysteem 1"],
        "opzet": False,
        "bedrag_cent": 31_200,
        "door": "een",
        "op": NU,
    }
    return Bevinding(**{**basis, **anders})


def een_maatregel(zaak_id: uuid.UUID, **anders: Any) -> Maatregel:
    basis: dict[str, Any] = {
        "id": nieuw_id(),
        "zaak_id": zaak_id,
        "agb_code": AGB,
        "soort": Maatregelsoort.CLIENTENSTOP,
        "gemeenten": ["0307"],
        "van": dt.date(2026, 5, 10),
        "tot": None,
        "grond": "Overeenkomst artikel 3.5.5",
        "trace_id": TRACE,
        "opgelegd_op": NU,
        "opgelegd_door": "een",
    }
    return Maatregel(**{**basis, **anders})


def een_abonnement(**anders: Any) -> Abonnement:
    basis: dict[str, Any] = {
        "id": nieuw_id(),
        "eigenaar": "een",
        "url": "https://toezicht.example.nl/risb",
        "soorten": ["rechtmatigheid"],
        "regels": [],
        "geheim": b"geheim",
        "aangemaakt_op": NU,
        "gemeenten": [],
    }
    return Abonnement(**{**basis, **anders})


async def geopend(uow: Uow, **anders: Any) -> Zaak:
    """A case that was opened from a signal."""
    signaal = een_signaal(**anders)
    await uow.signalen.put(signaal)
    return await handelingen.zaak_openen(
        uow, door(), signaal_id=signaal.id, grond="Drie regels wijzen dezelfde kant op."
    )


async def met_bevinding(uow: Uow, zaak: Zaak, *, opzet: bool = False, wie: str = "een") -> Bevinding:
    """A finding in that case."""
    opdracht = handelingen.BevindingToevoegen(
        zaak_id=zaak.id,
        omschrijving="Uren gedeclareerd zonder personeel.",
        bewijs=["Zaaksysteem 2026-118"],
        opzet=opzet,
        bedrag_cent=31_200,
    )
    return await handelingen.bevinding_toevoegen(uow, door(wie), opdracht)
