"""Acts and small values that use cases of declaraties are called with."""

import datetime as dt
import hashlib
import uuid
from typing import Any

from declaraties.application.betalen.ports import Rekeningfeit
from declaraties.application.post.ports import Ontvangst
from declaraties.domain.betalen.betaalcontrole import Kandidaat
from declaraties.domain.betalen.betaalopdracht import Betreft, LosseOpdracht, Opdrachtsoort
from declaraties.domain.betalen.vergoeding import Vergoeding, Vergoedingsoort
from declaraties.domain.post.bestand import Berichtkop, Bron
from declaraties.domain.standaard.profielen import Soort, Wet
from risb_kern.act import Handeling

from tests.builders.declaraties import AGB, GEMEENTE, KLOK

NU = dt.datetime.combine(KLOK, dt.time(10), dt.UTC)


def handeling(door: str = "iemand") -> Handeling:
    """An act of this person on the day of the tests."""
    return Handeling(door=door, op=NU, vandaag=KLOK)


def ontvangst(soort: Soort = Soort.DECLARATIE, *, inhoud: bytes = b"<Bericht/>", **anders: Any) -> Ontvangst:
    """A message between the usual parties that passed the door."""
    partijen = (GEMEENTE, AGB) if soort.van_gemeente else (AGB, GEMEENTE)
    kop = Berichtkop(wet=Wet.WMO, soort=soort, afzender=partijen[0], ontvanger=partijen[1])
    gewoon: dict[str, Any] = {
        "kop": kop,
        "bron": Bron.XML,
        "sha256": hashlib.sha256(inhoud).digest(),
        "grootte": len(inhoud),
        "opslag": "bewaard",
        "ingediend_door": "iemand",
        "trace_id": "0" * 32,
        "ontvangen_op": NU,
    }
    return Ontvangst(**(gewoon | anders))


def losse_opdracht(cent: int = 500, **anders: Any) -> LosseOpdracht:
    """A payable that is due."""
    gewoon: dict[str, Any] = {
        "id": uuid.uuid4(),
        "soort": Opdrachtsoort.CONTINUITEIT,
        "betreft": Betreft.VERGOEDING,
        "bron_id": uuid.uuid4(),
        "agb_code": AGB,
        "gemeente": GEMEENTE,
        "wet": "wmo",
        "programmalijn": "2.1.3",
        "jaar": KLOK.year,
        "bedrag_cent": cent,
        "vervaldatum": KLOK,
    }
    return LosseOpdracht(**(gewoon | anders))


def vergoeding(**anders: Any) -> Vergoeding:
    """A request for extra costs of March."""
    gewoon: dict[str, Any] = {
        "id": uuid.uuid4(),
        "soort": Vergoedingsoort.MEERKOSTEN,
        "agb_code": AGB,
        "gemeente": GEMEENTE,
        "wet": "wmo",
        "programmalijn": "2.1.3",
        "van": dt.date(2026, 3, 1),
        "tot": dt.date(2026, 3, 31),
        "gevraagd_cent": 900,
        "toelichting": "Extra schoonmaak",
        "aangevraagd_door": "aanbieder",
        "aangevraagd_op": NU,
    }
    return Vergoeding(**(gewoon | anders))


def rekeningfeit(houdersoort: str, houder: str, *, versie: int = 1) -> Rekeningfeit:
    """An account that contracting took in use."""
    return Rekeningfeit(
        houdersoort=houdersoort,
        houder=houder,
        rekening_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{houder}|{versie}"),
        versie=versie,
        tenaamstelling=f"Rekening van {houder}",
        iban_versleuteld=b"versleuteld",
        iban_kenmerk=b"kenmerk",
        vastgesteld_op=dt.date(2025, 1, 1),
    )


def kandidaat(opdracht: LosseOpdracht, **anders: Any) -> Kandidaat:
    """A payable for the rules of review: its account is the first one, and nothing was refused."""
    gewoon: dict[str, Any] = {
        "opdracht_id": opdracht.id,
        "soort": opdracht.soort,
        "bedrag_cent": opdracht.bedrag_cent,
        "samen_cent": opdracht.bedrag_cent,
        "eerste": False,
        "rekening_gewijzigd_op": None,
        "rekening_id": None,
        "rekening_nieuw": False,
        "weigeringen": 0,
    }
    return Kandidaat(**(gewoon | anders))
