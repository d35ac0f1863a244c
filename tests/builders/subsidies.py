"""Builders of subsidies' domain objects and of the requests of its API. Every number of a person is a test number."""

import datetime as dt
import json
import uuid
from importlib.resources import files
from typing import Any

from risb_kern.act import Handeling
from risb_kern.clock import FixedClock
from risb_kern.privacy import Privacy
from risb_recht.periode import Periode
from subsidies.application.aanvragen.handelingen import AanvraagIndienen
from subsidies.application.aanvragen.ports import Geheim
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus, ingediend
from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Aandachtsignaal, Aandachtspunt, Puntuitkomst
from subsidies.domain.besluiten.besluit import Besluit, Besluitsoort, Dossier, Voornemen, Weigeringsgrond
from subsidies.domain.dubbel.regels import Zorgcontract
from subsidies.domain.regelingen.opgave import Begroting, Opgave, SoortAanvrager
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Methode, Plafond, Regeling

DAG = dt.date(2026, 9, 14)
NU = FixedClock(DAG).nu()
JAAR = Periode(van=dt.date(2026, 1, 1), tot=dt.date(2026, 12, 31))
BEKEND = dt.date(2025, 12, 10)
IBAN = "NL91ABNA0417164300"
ANDER_IBAN = "NL20INGB0001234567"
BSN = "999990342"
KVK = "12345678"
AGB = "42420001"
GEMEENTE = "0307"
PRIVACY = Privacy(bytes(range(32)))


def handeling(dag: dt.date = DAG, door: str = "adviseur-1") -> Handeling:
    """An act at noon of that day."""
    return Handeling(door=door, op=FixedClock(dag).nu(), vandaag=dag)


def plafond(**changes: Any) -> Plafond:
    values: dict[str, Any] = {
        "gemeente": GEMEENTE,
        "tijdvak": JAAR,
        "bedrag_cent": 2_000_000,
        "bekendgemaakt_op": BEKEND,
    }
    return Plafond(**{**values, **changes})


def regeling(**changes: Any) -> Regeling:
    values: dict[str, Any] = {
        "code": "PID-2026",
        "versie": 1,
        "titel": "Projecten #InDeBuurt",
        "samenvatting": "Geld voor plannen in de wijk.",
        "verordening": "Algemene subsidieverordening",
        "gemeenten": (GEMEENTE,),
        "wijken": ("Liendert", "Nieuwland"),
        "openstelling": JAAR,
        "plafonds": (plafond(),),
        "methode": Methode.VOLGORDE,
        "deels_verlenen": False,
        "aanvrager_soorten": (
            SoortAanvrager.NATUURLIJK_PERSOON,
            SoortAanvrager.GROEP,
            SoortAanvrager.RECHTSPERSOON,
        ),
        "rechtspersoon_vanaf_cent": 500_001,
        "zonder_winst": True,
        "direct_vast_tot_cent": 500_000,
        "programmalijn": "2.1.1",
        "screening_vanaf_cent": 2_500_000,
    }
    return Regeling(**{**values, **changes})


def opgave(**changes: Any) -> Opgave:
    """A legal person asks EUR 4,500 of EUR 5,000; the budget closes whatever is asked."""
    gevraagd = changes.get("gevraagd_cent", 450_000)
    values: dict[str, Any] = {
        "soort": SoortAanvrager.RECHTSPERSOON,
        "naam": "Stichting Buurtkracht",
        "kvk_nummer": KVK,
        "gemeente": GEMEENTE,
        "wijk": "Liendert",
        "titel": "Wijkmaaltijd",
        "doel": "Buren uit de wijk eten elke maand samen en leren elkaar beter kennen, jong en oud door elkaar.",
        "activiteit_van": dt.date(2026, 11, 1),
        "activiteit_tot": dt.date(2026, 12, 31),
        "gevraagd_cent": gevraagd,
        "begroting": Begroting(kosten_cent=gevraagd + 50_000, eigen_bijdrage_cent=50_000),
    }
    return Opgave(**{**values, **changes})


def aanvraag(scheme: Regeling | None = None, **changes: Any) -> Aanvraag:
    """An application as just received under the scheme; `changes` on `opgave` by their own names."""
    values: dict[str, Any] = {
        "id": uuid.UUID(int=1),
        "correlatie_id": "ab" * 16,
        "aanvrager_sub": "aanvrager-1",
        "regeling_code": "PID-2026",
        "regeling_versie": 1,
        "opgave": opgave(),
        "iban_geldig": True,
        "gelezen_versie": None,
        "ontvangen_op": NU,
        "ontvangen": DAG,
        "volledig_op": None,
        "status": AanvraagStatus.INGEDIEND,
        "intake": (),
    }
    return ingediend(Aanvraag(**{**values, **changes}), scheme or regeling())


def signaal(**changes: Any) -> Aandachtsignaal:
    values: dict[str, Any] = {
        "bron": Aandachtbron.SCREENING,
        "regel": "SCR-01",
        "versie": 1,
        "feit": "De organisatie is nieuw.",
        "feit_bron": "opgave",
        "feit_datum": DAG,
        "waarom": "Er is nog geen geschiedenis.",
        "verklaringen": ("Dat komt vaak voor.",),
        "vragen": ("Wie doet het werk?",),
    }
    return Aandachtsignaal(**{**values, **changes})


def punt(uitkomst: Puntuitkomst | None = None, **changes: Any) -> Aandachtspunt:
    values: dict[str, Any] = {"id": uuid.uuid4(), "aanvraag_id": uuid.UUID(int=1), "ontstaan_op": NU}
    return Aandachtspunt(**values, signaal=signaal(**changes), uitkomst=uitkomst)


def indienen(**changes: Any) -> AanvraagIndienen:
    """An application as it comes in; `changes` on the command, and on what the applicant states by their own names."""
    own: dict[str, Any] = {
        name: changes.pop(name) for name in ("regeling_code", "gelezen_versie", "iban", "bsn") if name in changes
    }
    values: dict[str, Any] = {"regeling_code": "PID-2026", "gelezen_versie": None, "iban": IBAN, "bsn": None}
    return AanvraagIndienen(opgave=opgave(**changes), **{**values, **own})


def geheim(iban: str = "rekening", wie: str = "stichting", tekst: str | None = None) -> Geheim:
    """Secrets that are equal when the words are."""
    return Geheim(
        iban_versleuteld=iban.encode(),
        iban_hash=iban.encode(),
        bsn_versleuteld=None,
        bsn_hash=None,
        aanvrager_hash=wie.encode(),
        tekst_hash=tekst.encode() if tekst else None,
    )


async def gepubliceerd(uow: Uow, **changes: Any) -> Regeling:
    """A scheme that stands in the unit of work with its ledgers."""
    scheme = regeling(**changes)
    await uow.regelingen.add(scheme, handeling())
    for one in scheme.plafonds:
        await uow.plafonds.add(scheme.code, one)
    return scheme


async def bewaard(uow: Uow, scheme: Regeling, secrets: Geheim | None = None, **changes: Any) -> Aanvraag:
    """An application that stands in the unit of work, on the first ledger of its scheme."""
    one = aanvraag(scheme, **{"id": uuid.uuid4(), **changes})
    ledger = await uow.plafonds.find(scheme.code, scheme.plafonds[0])
    await uow.aanvragen.add(one, scheme, ledger.id if ledger else None, secrets or geheim(wie=one.aanvrager_sub))
    return one


def stand(bedrag: int = 2_000_000, verleend: int = 0) -> Plafondstand:
    return Plafondstand(id=1, bedrag_cent=bedrag, verleend_cent=verleend)


def dossier(**changes: Any) -> Dossier:
    scheme = changes.pop("regeling", regeling())
    values: dict[str, Any] = {"aanvraag": aanvraag(scheme), "regeling": scheme, "punten": (), "plafond": stand()}
    return Dossier(**{**values, **changes})


def voornemen(
    soort: Besluitsoort = Besluitsoort.VERLENEN, bedrag: int | None = None, *gronden: Weigeringsgrond
) -> Voornemen:
    if soort is Besluitsoort.VERLENEN and bedrag is None:
        bedrag = 450_000
    return Voornemen(soort=soort, bedrag_cent=bedrag, gronden=gronden, motivering="Het plan past bij de wijk.")


def besluit(**changes: Any) -> Besluit:
    values: dict[str, Any] = {
        "id": uuid.UUID(int=2),
        "aanvraag_id": uuid.UUID(int=1),
        "register_id": uuid.UUID(int=3),
        "soort": Besluitsoort.VERLENEN,
        "verleend_cent": 450_000,
        "geweigerd_cent": 0,
        "direct_vastgesteld": True,
        "gronden": (),
        "motivering": "Het plan past bij de wijk.",
        "besluitdatum": DAG,
        "bezwaar_tot": dt.date(2026, 10, 26),
        "te_laat": False,
        "door": "adviseur-1",
    }
    soort = changes.get("soort", Besluitsoort.VERLENEN)
    values["uitvoering_uiterlijk"] = dt.date(2026, 12, 31) if soort is Besluitsoort.VERLENEN else None
    values["betaling_uiterlijk"] = dt.date(2026, 10, 26) if changes.get("direct_vastgesteld") else None
    return Besluit(**{**values, **changes})


def contract(**changes: Any) -> Zorgcontract:
    values: dict[str, Any] = {
        "overeenkomst_id": "11111111-1111-4111-8111-111111111113",
        "agb_code": AGB,
        "perceel_code": "WMO-DAG",
        "variant": "taakgericht",
        "gemeenten": (GEMEENTE, "0342"),
        "van": dt.date(2026, 1, 1),
        "tot": None,
    }
    return Zorgcontract(**{**values, **changes})


def regeling_body(**changes: Any) -> dict[str, Any]:
    """The published example of #ProjectenInDeBuurt."""
    text = files("subsidies").joinpath("voorbeelden/pid-2026.json").read_text(encoding="utf-8")
    return {**json.loads(text), **changes}


def aanvraag_body(**changes: Any) -> dict[str, Any]:
    """A clean application of a foundation."""
    gevraagd = changes.get("gevraagdCent", 450_000)
    values = {
        "regelingCode": "PID-2026",
        "soort": "rechtspersoon",
        "naam": "Stichting Buurtkracht",
        "kvkNummer": KVK,
        "gemeente": GEMEENTE,
        "wijk": "Liendert",
        "titel": "Wijkmaaltijd",
        "doel": "Buren uit de wijk eten elke maand samen en leren elkaar beter kennen, jong en oud door elkaar.",
        "activiteitVan": "2026-11-01",
        "activiteitTot": "2026-12-31",
        "gevraagdCent": gevraagd,
        "begroting": {"kostenCent": gevraagd + 50_000, "eigenBijdrageCent": 50_000},
        "iban": IBAN,
    }
    return {**values, **changes}
