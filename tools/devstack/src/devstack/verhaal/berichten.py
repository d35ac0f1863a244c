"""Messages of iWmo 3.2 as a gemeente and a zorgaanbieder would send them: plain text, one line per element."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_BASIS = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
_KOP = """<?xml version="1.0" encoding="UTF-8"?>
<b:Bericht xmlns:i="{basis}" xmlns:b="http://www.istandaarden.nl/iwmo/3_2/{soort}/schema">
<b:Header><b:BerichtCode>{code}</b:BerichtCode><b:BerichtVersie>3</b:BerichtVersie>
<b:BerichtSubversie>2</b:BerichtSubversie><b:Afzender>{afzender}</b:Afzender><b:Ontvanger>{ontvanger}</b:Ontvanger>
<b:BerichtIdentificatie><i:Identificatie>{identificatie}</i:Identificatie><i:Dagtekening>{dagtekening}</i:Dagtekening>
</b:BerichtIdentificatie><b:XsdVersie><i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie>
<i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></b:XsdVersie></b:Header>"""
_CLIENT_301 = """<b:Client><b:Bsn>{bsn}</b:Bsn><b:Geboortedatum><i:Datum>1950-01-01</i:Datum></b:Geboortedatum>
<b:Geslacht>0</b:Geslacht><b:Naam><i:Geslachtsnaam><i:Achternaam>Proefpersoon</i:Achternaam></i:Geslachtsnaam>
<i:NaamGebruik>1</i:NaamGebruik></b:Naam><b:Contactgegevens><b:Contact><b:Soort>01</b:Soort><b:Adres>
<i:Huis><i:Huisnummer>1</i:Huisnummer></i:Huis><i:Postcode>3811AA</i:Postcode><i:LandCode>NL</i:LandCode>
</b:Adres></b:Contact>
</b:Contactgegevens><b:ToegewezenProducten><b:ToegewezenProduct>
<b:ToewijzingNummer>{nummer}</b:ToewijzingNummer>
<b:Product><i:Categorie>{categorie}</i:Categorie><i:Code>{productcode}</i:Code></b:Product>
<b:Toewijzingsdatum>{toegewezen}</b:Toewijzingsdatum><b:Toewijzingstijd>09:00:00</b:Toewijzingstijd>
<b:Ingangsdatum>{ingang}</b:Ingangsdatum><b:Einddatum>{einde}</b:Einddatum>
<b:Omvang><i:Volume>{volume}</i:Volume><i:Eenheid>{eenheid}</i:Eenheid><i:Frequentie>4</i:Frequentie></b:Omvang>
</b:ToegewezenProduct></b:ToegewezenProducten></b:Client></b:Bericht>"""
_DECLARATIE = """<b:Declaratie><b:DeclaratieNummer>{nummer}</b:DeclaratieNummer>
<b:DeclaratiePeriode><i:Begindatum>{begin}</i:Begindatum><i:Einddatum>{einde}</i:Einddatum></b:DeclaratiePeriode>
<b:DeclaratieDagtekening>{dagtekening}</b:DeclaratieDagtekening>
<b:TotaalIngediendBedrag><i:TotaalBedrag>{totaal}</i:TotaalBedrag><i:DebetCredit>{teken}</i:DebetCredit>
</b:TotaalIngediendBedrag><b:Clienten>{clienten}</b:Clienten></b:Declaratie></b:Bericht>"""
_PRESTATIE = """<b:Prestatie><b:ProductReferentie><i:ReferentieNummer>{referentie}</i:ReferentieNummer>{vorige}
</b:ProductReferentie><b:ToewijzingNummer>{toewijzing}</b:ToewijzingNummer>
<b:ProductCategorie>{categorie}</b:ProductCategorie><b:ProductCode>{productcode}</b:ProductCode>
<b:ProductPeriode><i:Begindatum>{begin}</i:Begindatum><i:Einddatum>{einde}</i:Einddatum></b:ProductPeriode>
<b:GeleverdVolume>{volume}</b:GeleverdVolume><b:Eenheid>{eenheid}</b:Eenheid><b:ProductTarief>{tarief}</b:ProductTarief>
<b:IngediendBedrag><i:Bedrag>{bedrag}</i:Bedrag><i:DebetCredit>{teken}</i:DebetCredit></b:IngediendBedrag></b:Prestatie>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegewezen:
    """One product for one client: `volume` units per month."""

    bsn: str
    nummer: int
    categorie: str
    productcode: str
    eenheid: str
    volume: int
    ingang: dt.date
    einde: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One line of a declaratie; `tarief` in eurocents per unit, `vorige` the reference of the line it takes back."""

    bsn: str
    referentie: str
    toewijzing: int
    categorie: str
    productcode: str
    eenheid: str
    volume: int
    tarief: int
    vorige: str = ""

    @property
    def bedrag(self) -> int:
        """Amount without sign."""
        return self.volume * self.tarief

    @property
    def teken(self) -> str:
        """Debet or credit."""
        return "C" if self.vorige else "D"


@dataclass(frozen=True, slots=True)
class Maand:
    """One calendar month."""

    begin: dt.date

    @property
    def einde(self) -> dt.date:
        """Its last day."""
        return (self.begin.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)

    def erna(self, maanden: int) -> "Maand":
        """The month so many months later (or earlier, when negative)."""
        months = self.begin.year * 12 + self.begin.month - 1 + maanden
        return Maand(dt.date(months // 12, months % 12 + 1, 1))


def toewijzing_301(gemeente: str, agb: str, toegewezen: Toegewezen, *, dagtekening: dt.date) -> bytes:
    """A 301 of a gemeente to an aanbieder with one toegewezen product."""
    kop = _KOP.format(
        basis=_BASIS,
        soort="wmo301",
        code=414,
        afzender=gemeente,
        ontvanger=agb,
        identificatie=f"T{toegewezen.nummer}",
        dagtekening=dagtekening,
    )
    client = _CLIENT_301.format(
        bsn=toegewezen.bsn,
        nummer=toegewezen.nummer,
        categorie=toegewezen.categorie,
        productcode=toegewezen.productcode,
        eenheid=toegewezen.eenheid,
        volume=toegewezen.volume,
        ingang=toegewezen.ingang,
        einde=toegewezen.einde,
        toegewezen=dagtekening,
    )
    return (kop + client).encode()


def declaratie_323(
    agb: str, gemeente: str, nummer: str, *, maand: Maand, dagtekening: dt.date, regels: Sequence[Regel]
) -> bytes:
    """A 323 of an aanbieder over one month."""
    kop = _KOP.format(
        basis=_BASIS,
        soort="wmo323",
        code=484,
        afzender=agb,
        ontvanger=gemeente,
        identificatie=nummer,
        dagtekening=dagtekening,
    )
    per_client: dict[str, list[Regel]] = defaultdict(list)
    for regel in regels:
        per_client[regel.bsn].append(regel)
    totaal = sum(-regel.bedrag if regel.vorige else regel.bedrag for regel in regels)
    body = _DECLARATIE.format(
        nummer=nummer,
        begin=maand.begin,
        einde=maand.einde,
        dagtekening=dagtekening,
        totaal=abs(totaal),
        teken="C" if totaal < 0 else "D",
        clienten="".join(_client(bsn, maand, eigen) for bsn, eigen in per_client.items()),
    )
    return (kop + body).encode()


def _client(bsn: str, maand: Maand, regels: Sequence[Regel]) -> str:
    prestaties = "".join(
        _PRESTATIE.format(
            referentie=regel.referentie,
            vorige=f"<i:VorigReferentieNummer>{regel.vorige}</i:VorigReferentieNummer>" if regel.vorige else "",
            toewijzing=regel.toewijzing,
            categorie=regel.categorie,
            productcode=regel.productcode,
            begin=maand.begin,
            einde=maand.einde,
            volume=regel.volume,
            eenheid=regel.eenheid,
            tarief=regel.tarief,
            bedrag=regel.bedrag,
            teken=regel.teken,
        )
        for regel in regels
    )
    return f"<b:Client><b:Bsn>{bsn}</b:Bsn><b:Prestaties>{prestaties}</b:Prestaties></b:Client>"


def proef_bsns(aantal: int) -> list[str]:
    """So many different BSNs of the test range 9999… that pass the elfproef."""
    found: list[str] = []
    number = 999_900_000
    while len(found) < aantal:
        number += 1
        digits = [int(one) for one in str(number)]
        if (sum(w * d for w, d in zip(range(9, 1, -1), digits, strict=False)) - digits[8]) % 11 == 0:
            found.append(str(number))
    return found
