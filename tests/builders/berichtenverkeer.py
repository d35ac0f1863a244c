"""Starts, stops, 302s, envelopes and zips, to be sent to a running `declaraties`."""

import base64
import datetime as dt
import itertools
import uuid
from typing import Any

from declaraties.adapters.standaard.xml.records import write_record
from declaraties.domain.standaard.berichten.levering import (
    Bericht305,
    Bericht307,
    Client305,
    Client307,
    Regiebericht,
    StartProduct,
    StopProduct,
)
from declaraties.domain.standaard.berichten.persoon import Achternaam, Geboortedatum, VerkorteNaam
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie, Kop, Product
from declaraties.domain.standaard.beschrijving import BERICHTEN
from declaraties.domain.standaard.profielen import Soort, Wet

from tests.builders.declaraties import AGB, BSN, GEMEENTE

_nummers = itertools.count(1)
DAGTEKENING = dt.date(2026, 5, 20)


def start(nummer: int | None = 101, begin: str = "2026-01-05", **anders: Any) -> StartProduct:
    """Delivery of 02A03 began."""
    gewoon: dict[str, Any] = {
        "toewijzing_nummer": nummer,
        "product": Product(categorie="02", code="02A03"),
        "toewijzing_ingangsdatum": dt.date(2026, 1, 1),
        "begindatum": dt.date.fromisoformat(begin),
        "status_aanlevering": "1",
    }
    return StartProduct(**(gewoon | anders))


def stop(
    nummer: int | None = 101,
    begin: str = "2026-01-05",
    einde: str = "2026-04-30",
    *,
    reden: str = "31",
    status: str = "1",
    product: Product | None = None,
) -> StopProduct:
    """The same delivery ended."""
    return StopProduct(
        toewijzing_nummer=nummer,
        product=product or Product(categorie="02", code="02A03"),
        begindatum=dt.date.fromisoformat(begin),
        einddatum=dt.date.fromisoformat(einde),
        reden_beeindiging=reden,
        status_aanlevering=status,
    )


def regiebericht(*producten: StartProduct, **anders: Any) -> Regiebericht:
    """A 305, or a 307 when stops are given, with an identification of its own."""
    kop = Kop(
        afzender=anders.pop("afzender", AGB),
        ontvanger=anders.pop("ontvanger", GEMEENTE),
        bericht_identificatie=BerichtIdentificatie(
            identificatie=anders.pop("identificatie", f"L{next(_nummers)}"),
            dagtekening=anders.pop("dagtekening", DAGTEKENING),
        ),
    )
    persoon: dict[str, Any] = {
        "bsn": BSN,
        "geboortedatum": Geboortedatum(datum=dt.date(1970, 1, 1)),
        "geslacht": "0",
        "naam": VerkorteNaam(geslachtsnaam=Achternaam(achternaam="Test")),
    }
    wet = anders.pop("wet", Wet.WMO)
    persoon |= anders
    stops = tuple(een for een in producten if isinstance(een, StopProduct))
    if stops:
        return Bericht307(wet=wet, header=kop, client=Client307(**persoon, stop_producten=stops))
    return Bericht305(wet=wet, header=kop, client=Client305(**persoon, start_producten=producten))


def als_xml(bericht: Regiebericht) -> bytes:
    """The bytes of a start or stop message, not checked: it may be wrong on purpose."""
    soort = Soort.START if isinstance(bericht, Bericht305) else Soort.STOP
    return write_record(bericht, bericht.wet, soort, BERICHTEN[soort])


def toegewezen_product(nummer: int = 301, **anders: Any) -> dict[str, Any]:
    """JSON of 5 hours a week of 02A03 in 2026."""
    return {
        "toewijzingNummer": nummer,
        "product": {"categorie": "02", "code": "02A03"},
        "toewijzingsdatum": "2026-05-30",
        "toewijzingstijd": "10:00:00",
        "ingangsdatum": "2026-01-01",
        "einddatum": "2026-12-31",
        "omvang": {"volume": 5, "eenheid": "04", "frequentie": "2"},
    } | anders


def toegewezen_client(*producten: dict[str, Any], **anders: Any) -> dict[str, Any]:
    """JSON of a client with an address and what is assigned."""
    return {
        "bsn": BSN,
        "geboortedatum": {"datum": "1970-01-01"},
        "geslacht": "0",
        "naam": {"geslachtsnaam": {"achternaam": "Test"}, "naamGebruik": "1"},
        "contactgegevens": [
            {"soort": "01", "adres": {"huis": {"huisnummer": 1}, "postcode": "3811AA", "landCode": "NL"}}
        ],
        "toegewezenProducten": list(producten) or [toegewezen_product()],
    } | anders


def toewijzingsberichten(*clienten: dict[str, Any], **anders: Any) -> dict[str, Any]:
    """JSON of 301 messages, one per client."""
    return {
        "wet": "wmo",
        "gemeente": GEMEENTE,
        "agbCode": AGB,
        "clienten": list(clienten) or [toegewezen_client()],
    } | anders


def envelop(inhoud: bytes, functie: str = "WMO323", *, van: str = AGB, **anders: Any) -> bytes:
    """A Di01 as text, written without code of the product; `anders` replaces parts of it."""
    delen = {
        "soort": "envelopHeenbericht-ggk_Di01",
        "code": "Di01",
        "aan": GEMEENTE,
        "referentie": str(uuid.uuid4()),
        "kruis": "",
        "versie": "0003",
        "subversie": "0002",
        "bestand": "xmlBestand",
        "base64": base64.encodebytes(inhoud).decode(),
    } | anders
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<GGK:{delen["soort"]} xmlns:StUF="http://www.egem.nl/StUF/StUF0301"'
        ' xmlns:GGK="http://www.stufstandaarden.nl/koppelvlak/ggk0210"><GGK:stuurgegevens>'
        f"<StUF:berichtcode>{delen['code']}</StUF:berichtcode><StUF:zender><StUF:organisatie>{van}</StUF:organisatie>"
        "<StUF:applicatie>Proef</StUF:applicatie></StUF:zender><StUF:ontvanger>"
        f"<StUF:organisatie>{delen['aan']}</StUF:organisatie><StUF:applicatie>GGk</StUF:applicatie></StUF:ontvanger>"
        f"<StUF:referentienummer>{delen['referentie']}</StUF:referentienummer>"
        f"<StUF:tijdstipBericht>20260601120000</StUF:tijdstipBericht>{delen['kruis']}"
        f"<StUF:functie>{functie}</StUF:functie></GGK:stuurgegevens><GGK:parameters>"
        "<GGK:applicatieVersie>0001</GGK:applicatieVersie><GGK:applicatieSubversie>0000</GGK:applicatieSubversie>"
        f"<GGK:functieVersie>{delen['versie']}</GGK:functieVersie>"
        f"<GGK:functieSubversie>{delen['subversie']}</GGK:functieSubversie><GGK:bericht>"
        f"<GGK:{delen['bestand']}>{delen['base64']}</GGK:{delen['bestand']}>"
        f"</GGK:bericht></GGK:parameters></GGK:{delen['soort']}>\n"
    ).encode()
