"""Builders: a valid 301 and 323 with the reference data that makes every line right, to be spoiled one thing at a time."""

import dataclasses
import datetime as dt
import hashlib
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from declaraties.domain.beoordelen.keuzes import KEUZES, Keuzes
from declaraties.domain.beoordelen.oordeel import Oordeel, beoordeel
from declaraties.domain.beoordelen.referentie import (
    Begrenzing,
    EerdereDebet,
    EerdereDebetten,
    Referentiegegevens,
    Verbruiken,
)
from declaraties.domain.standaard.berichten.declaratie import (
    Bericht323,
    Client323,
    Declaratie,
    Declaratiebericht,
    Prestatie,
    in_kolommen,
)
from declaraties.domain.standaard.berichten.persoon import (
    Achternaam,
    Adres,
    Contact,
    Geboortedatum,
    Huis,
    VolledigeNaam,
)
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301, ToegewezenProduct
from declaraties.domain.standaard.berichten.waarden import (
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Kop,
    Omvang,
    Product,
    Referentie,
    TotaalBedragMetDC,
)
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Contracttarief, Contracttarieven, Toewijzing, Toewijzingen

AANBIEDER = "65656055"
GEMEENTE = "0307"
BSN = "999900006"
BSN_TWEE = "999900018"
THUIS = Contact(soort="01", adres=Adres(huis=Huis(huisnummer=1), postcode="3811AA", land_code="NL"))
VANDAAG = dt.date(2025, 5, 10)
APRIL = GeslotenPeriode(begindatum=dt.date(2025, 4, 1), einddatum=dt.date(2025, 4, 30))
MAART = GeslotenPeriode(begindatum=dt.date(2025, 3, 1), einddatum=dt.date(2025, 3, 31))
PLAATS: dict[str, Any] = {"wet": Wet.WMO, "gemeente": GEMEENTE, "aanbieder": AANBIEDER}


def referentiemap() -> Path:
    """Folder with the official schemas and examples; the test is skipped, loudly, when it is not there."""
    plek = Path(os.environ.get("RISB_REFERENTIE", Path(__file__).parents[4] / "shared" / "reference"))
    if not (plek / "istandaarden").is_dir():
        pytest.skip(f"OFFICIAL SCHEMAS AND EXAMPLES ABSENT: put them in {plek} or set RISB_REFERENTIE")
    return plek / "istandaarden"


def voorbeeld(naam: str) -> bytes:
    """Official example, for instance `WMO323`."""
    standaard = "iwmo" if naam.startswith("WMO") else "ijw"
    return (referentiemap() / f"{standaard}-3.2" / "voorbeeldberichten" / f"{naam}.xml").read_bytes()


def clientsleutel(bsn: str) -> bytes:
    return hashlib.blake2b(bsn.encode(), digest_size=16).digest()


def prestatie(referentie: str = "R1", **anders: Any) -> Prestatie:
    """4 hours at 50.00 in April on toewijzing 101."""
    gewoon: dict[str, Any] = {
        "product_referentie": Referentie(referentie_nummer=referentie),
        "toewijzing_nummer": 101,
        "product_categorie": "02",
        "product_code": "02A01",
        "product_periode": APRIL,
        "geleverd_volume": 4,
        "eenheid": "04",
        "product_tarief": 5000,
        "ingediend_bedrag": BedragMetDC(bedrag=20000, debet_credit="D"),
    }
    return Prestatie(**(gewoon | anders))


def euro(cent: int, teken: str = "D") -> BedragMetDC:
    return BedragMetDC(bedrag=cent, debet_credit=teken)


def credit(referentie: str, vorige: str | None, **anders: Any) -> Prestatie:
    gewoon: dict[str, Any] = {
        "product_referentie": Referentie(referentie_nummer=referentie, vorig_referentie_nummer=vorige),
        "ingediend_bedrag": euro(20000, "C"),
    }
    return prestatie(referentie, **(gewoon | anders))


def declaratie(*clienten: tuple[str, list[Prestatie]], **anders: Any) -> Bericht323:
    """A 323 of these clients with the right total; keyword arguments replace fields of header or declaratie."""
    wie = clienten or ((BSN, [prestatie()]),)
    som = sum(regel.ingediend_bedrag.cent for _, regels in wie for regel in regels)
    kop: dict[str, Any] = {
        "afzender": AANBIEDER,
        "ontvanger": GEMEENTE,
        "bericht_identificatie": BerichtIdentificatie(identificatie="B1", dagtekening=dt.date(2025, 5, 6)),
    }
    gegevens: dict[str, Any] = {
        "declaratie_nummer": "D1",
        "declaratie_periode": APRIL,
        "declaratie_dagtekening": dt.date(2025, 5, 6),
        "totaal_ingediend_bedrag": TotaalBedragMetDC.van_cent(som),
        "clienten": tuple(Client323(bsn=bsn, prestaties=tuple(regels)) for bsn, regels in wie),
    }
    wet = anders.pop("wet", Wet.WMO)
    kop |= {naam: anders.pop(naam) for naam in tuple(anders) if naam in kop}
    return in_kolommen(Declaratiebericht(wet=wet, header=Kop(**kop), declaratie=Declaratie(**(gegevens | anders))))


def toewijzing(nummer: int = 101, bsn: str = BSN, **anders: Any) -> Toewijzing:
    gewoon: dict[str, Any] = {
        **PLAATS,
        "categorie": "02",
        "code": "02A01",
        "eenheid": "04",
        "volume": 40,
        "frequentie": "4",
        "ingangsdatum": dt.date(2025, 1, 1),
        "einddatum": dt.date(2025, 12, 31),
    }
    return Toewijzing(nummer=nummer, clientsleutel=clientsleutel(bsn), **(gewoon | anders))


def prijs(**anders: Any) -> Contracttarief:
    gewoon: dict[str, Any] = {
        **PLAATS,
        "productcode": "02A01",
        "eenheid": "04",
        "geldig_van": dt.date(2025, 1, 1),
        "tarief": 5000,
    }
    return Contracttarief(**(gewoon | anders))


def debet(volume: int = 4, **anders: Any) -> EerdereDebet:
    """An earlier line R0 that was awarded: the debet that `credit("R1", "R0")` mirrors."""
    velden: dict[str, Any] = {
        "gemeente": GEMEENTE,
        "clientsleutel": clientsleutel(BSN),
        "referentie": "R0",
        "toewijzing": 101,
        "categorie": "02",
        "code": "02A01",
        "begin": dt.date(2025, 4, 1),
        "eind": dt.date(2025, 4, 30),
        "volume": volume,
        "eenheid": "04",
        "tarief": 5000,
        "bedrag": volume * 5000,
    }
    return EerdereDebet(**(velden | anders))


def referentie(**anders: Any) -> Referentiegegevens:
    """Two clients with a toewijzing each (101 and 102) and one tariff; lists of rows are made into columns."""
    rijen = anders.pop("toewijzingen", [toewijzing(), toewijzing(102, BSN_TWEE)])
    prijzen = anders.pop("prijzen", [prijs()])
    gewoon: dict[str, Any] = {
        "gemeentecodes": {GEMEENTE: dt.date(1900, 1, 1)},
        "eerdere": EerdereDebetten.van(anders.pop("eerdere", ())),
        "verbruik": Verbruiken.van(anders.pop("verbruik", ())),
    }
    return Referentiegegevens(
        toewijzingen=Toewijzingen.van(rijen), prijzen=Contracttarieven.van_rijen(prijzen), **(gewoon | anders)
    )


def oordeel(
    bericht: Bericht323,
    gegevens: Referentiegegevens | None = None,
    vandaag: dt.date = VANDAAG,
    *,
    keuzes: Keuzes = KEUZES,
) -> Oordeel:
    return beoordeel(bericht, gegevens or referentie(), vandaag=vandaag, clientsleutel=clientsleutel, keuzes=keuzes)


def gebroken(uitkomst: Oordeel) -> set[str]:
    """Numbers of the rules that are broken."""
    return {hit.nummer for hit in uitkomst.treffers}


def product(**anders: Any) -> ToegewezenProduct:
    gewoon: dict[str, Any] = {
        "toewijzing_nummer": 101,
        "product": Product(categorie="02", code="02A01"),
        "toewijzingsdatum": dt.date(2024, 12, 1),
        "toewijzingstijd": 0,
        "ingangsdatum": dt.date(2025, 1, 1),
        "einddatum": dt.date(2025, 12, 31),
        "omvang": Omvang(volume=40, eenheid="04", frequentie="4"),
    }
    return ToegewezenProduct(**(gewoon | anders))


def toewijzingsbericht(*producten: ToegewezenProduct, bsn: str = BSN, wet: Wet = Wet.WMO) -> Bericht301:
    return Bericht301(
        wet=wet,
        header=Kop(
            afzender=GEMEENTE,
            ontvanger=AANBIEDER,
            bericht_identificatie=BerichtIdentificatie(identificatie="T1", dagtekening=dt.date(2024, 12, 1)),
        ),
        client=Client301(
            bsn=bsn,
            geboortedatum=Geboortedatum(datum=dt.date(1970, 1, 1)),
            geslacht="0",
            naam=VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Test"), naam_gebruik="1"),
            contactgegevens=(THUIS,),
            toegewezen_producten=producten or (product(),),
        ),
    )


def met(bericht: Bericht323, **anders: Any) -> Bericht323:
    """Same message with other fields, also where they make it wrong."""
    return dataclasses.replace(bericht, **anders)


def begrenzing(**anders: Any) -> Begrenzing:
    """A ceiling of EUR 2.500 on 02A01 in 2025, of which nothing is used."""
    gewoon: dict[str, Any] = {
        "ruimte_id": uuid.UUID(int=60),
        "overeenkomst_id": uuid.UUID(int=7),
        "producten": frozenset({"02A01"}),
        "crisisproducten": frozenset({"02A09"}),
        "van": dt.date(2025, 1, 1),
        "tot": dt.date(2025, 12, 31),
        "bedrag_cent": 250_000,
        "gebruikt_cent": 0,
    }
    return Begrenzing(**(gewoon | anders))
