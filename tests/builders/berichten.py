"""Messages 301 and 323 of the Wmo as plain XML text, written without any code of the product."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

_RUIMTE = "http://www.istandaarden.nl/iwmo/3_2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One declared line; an hour price in cents, 02A03 in hours."""

    bsn: str
    toewijzing: int
    referentie: str
    uren: int
    tarief_cent: int = 1250

    @property
    def bedrag(self) -> int:
        return self.uren * self.tarief_cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaratie:
    """One 323; the period is the month of `maand`."""

    agb: str
    gemeente: str
    nummer: str
    maand: dt.date
    regels: Sequence[Regel]
    dagtekening: dt.date

    def xml(self) -> bytes:
        """The message; lines of one client stand together."""
        per_client: dict[str, list[Regel]] = {}
        for regel in self.regels:
            per_client.setdefault(regel.bsn, []).append(regel)
        clienten = "".join(
            f"<b:Client><b:Bsn>{bsn}</b:Bsn><b:Prestaties>{''.join(map(self._prestatie, regels))}</b:Prestaties></b:Client>"
            for bsn, regels in per_client.items()
        )
        totaal = sum(regel.bedrag for regel in self.regels)
        body = (
            f"<b:Declaratie><b:DeclaratieNummer>{self.nummer}</b:DeclaratieNummer>"
            f"<b:DeclaratiePeriode>{self._maand()}</b:DeclaratiePeriode>"
            f"<b:DeclaratieDagtekening>{self.dagtekening}</b:DeclaratieDagtekening>"
            f"<b:TotaalIngediendBedrag><i:TotaalBedrag>{totaal}</i:TotaalBedrag><i:DebetCredit>D</i:DebetCredit>"
            f"</b:TotaalIngediendBedrag><b:Clienten>{clienten}</b:Clienten></b:Declaratie>"
        )
        return _bericht("323", "484", self.agb, self.gemeente, self.nummer, self.dagtekening, body)

    def _maand(self) -> str:
        begin = self.maand.replace(day=1)
        einde = (begin + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
        return f"<i:Begindatum>{begin}</i:Begindatum><i:Einddatum>{einde}</i:Einddatum>"

    def _prestatie(self, regel: Regel) -> str:
        return (
            "<b:Prestatie><b:ProductReferentie>"
            f"<i:ReferentieNummer>{regel.referentie}</i:ReferentieNummer></b:ProductReferentie>"
            f"<b:ToewijzingNummer>{regel.toewijzing}</b:ToewijzingNummer><b:ProductCategorie>02</b:ProductCategorie>"
            f"<b:ProductCode>02A03</b:ProductCode><b:ProductPeriode>{self._maand()}</b:ProductPeriode>"
            f"<b:GeleverdVolume>{regel.uren}</b:GeleverdVolume><b:Eenheid>04</b:Eenheid>"
            f"<b:ProductTarief>{regel.tarief_cent}</b:ProductTarief><b:IngediendBedrag>"
            f"<i:Bedrag>{regel.bedrag}</i:Bedrag><i:DebetCredit>D</i:DebetCredit></b:IngediendBedrag></b:Prestatie>"
        )


def toewijzing(*, agb: str, gemeente: str, bsn: str, nummer: int, kenmerk: str) -> bytes:
    """A 301: 40 hours of 02A03 a week from 2020 to 2029."""
    product = (
        f"<b:ToegewezenProduct><b:ToewijzingNummer>{nummer}</b:ToewijzingNummer>"
        "<b:Product><i:Categorie>02</i:Categorie><i:Code>02A03</i:Code></b:Product>"
        "<b:Toewijzingsdatum>2019-12-01</b:Toewijzingsdatum><b:Toewijzingstijd>10:00:00</b:Toewijzingstijd>"
        "<b:Ingangsdatum>2020-01-01</b:Ingangsdatum><b:Einddatum>2029-12-31</b:Einddatum>"
        "<b:Omvang><i:Volume>40</i:Volume><i:Eenheid>04</i:Eenheid><i:Frequentie>2</i:Frequentie></b:Omvang>"
        "</b:ToegewezenProduct>"
    )
    body = (
        f"<b:Client><b:Bsn>{bsn}</b:Bsn><b:Geboortedatum><i:Datum>1970-01-01</i:Datum></b:Geboortedatum>"
        "<b:Geslacht>0</b:Geslacht><b:Naam><i:Geslachtsnaam><i:Achternaam>Test</i:Achternaam></i:Geslachtsnaam>"
        "<i:NaamGebruik>1</i:NaamGebruik></b:Naam><b:Contactgegevens><b:Contact><b:Soort>01</b:Soort><b:Adres>"
        "<i:Huis><i:Huisnummer>1</i:Huisnummer></i:Huis><i:Postcode>3811AA</i:Postcode><i:LandCode>NL</i:LandCode>"
        "</b:Adres></b:Contact>"
        f"</b:Contactgegevens><b:ToegewezenProducten>{product}</b:ToegewezenProducten></b:Client>"
    )
    return _bericht("301", "414", gemeente, agb, kenmerk, dt.date(2020, 1, 2), body)


def _bericht(soort: str, code: str, afzender: str, ontvanger: str, kenmerk: str, dag: dt.date, inhoud: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<b:Bericht xmlns:i="{_RUIMTE}/basisschema/schema" xmlns:b="{_RUIMTE}/wmo{soort}/schema"><b:Header>'
        f"<b:BerichtCode>{code}</b:BerichtCode><b:BerichtVersie>3</b:BerichtVersie>"
        f"<b:BerichtSubversie>2</b:BerichtSubversie><b:Afzender>{afzender}</b:Afzender>"
        f"<b:Ontvanger>{ontvanger}</b:Ontvanger><b:BerichtIdentificatie><i:Identificatie>{kenmerk}</i:Identificatie>"
        f"<i:Dagtekening>{dag}</i:Dagtekening></b:BerichtIdentificatie><b:XsdVersie>"
        "<i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie><i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie>"
        f"</b:XsdVersie></b:Header>{inhoud}</b:Bericht>"
    ).encode()
