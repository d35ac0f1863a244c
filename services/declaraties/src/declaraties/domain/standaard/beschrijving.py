"""The one description of every message: order, cardinality, types and the records they become.

The XSD generator, the reader and the writer all follow it. A retour
is the message it answers with codes beside each class, and is described as that. Facts: iWmo/iJw 3.2 (dossier 2-5).
"""

from collections.abc import Mapping
from dataclasses import replace

from declaraties.domain.standaard import typen as t
from declaraties.domain.standaard.berichten.antwoord import (
    Antwoord325,
    AntwoordKop,
    ClientAntwoord,
    DeclaratieAntwoord,
    PrestatieAntwoord,
)
from declaraties.domain.standaard.berichten.declaratie import Client323, Declaratie, Declaratiebericht, Prestatie
from declaraties.domain.standaard.berichten.levering import (
    Bericht305,
    Bericht307,
    Client305,
    Client307,
    StartProduct,
    StopProduct,
)
from declaraties.domain.standaard.berichten.persoon import (
    Achternaam,
    Adres,
    Communicatie,
    Contact,
    Geboortedatum,
    Huis,
    Relatie,
    Telefoon,
    Telefoonnummers,
    VerkorteNaam,
    VolledigeNaam,
)
from declaraties.domain.standaard.berichten.retour import (
    Client302,
    Client306,
    Client308,
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
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, Client301, ToegewezenProduct
from declaraties.domain.standaard.berichten.waarden import (
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Kop,
    Omvang,
    OpenPeriode,
    Product,
    Referentie,
    TotaalBedragMetDC,
    XsdVersie,
)
from declaraties.domain.standaard.profielen import SUBVERSIE, VERSIE, Soort
from declaraties.domain.standaard.typen import Element, Groep, Waardetype


def _een(naam: str, soort: Waardetype | Groep) -> Element:
    return Element(naam=naam, type=soort)


def _mag(naam: str, soort: Waardetype | Groep) -> Element:
    return Element(naam=naam, type=soort, minimum=0)


def _meer(naam: str, soort: Waardetype | Groep) -> Element:
    return Element(naam=naam, type=soort, maximum=None)


def _gedeeld(klasse: type, *elementen: Element, naam: str = "") -> Groep:
    return Groep(naam=f"CDT_{naam or klasse.__name__}", elementen=elementen, klasse=klasse, gedeeld=True)


def _list_of(naam: str, element: Element) -> Groep:
    return Groep(naam=naam, elementen=(element,))


IDENTIFICATIE = _gedeeld(
    BerichtIdentificatie, _een("Identificatie", t.IDENTIFICATIE_BERICHT), _een("Dagtekening", t.DATUM)
)
XSDVERSIE = _gedeeld(XsdVersie, _een("BasisschemaXsdVersie", t.VERSIE), _een("BerichtXsdVersie", t.VERSIE))
GESLOTEN_PERIODE = _gedeeld(GeslotenPeriode, _een("Begindatum", t.DATUM), _een("Einddatum", t.DATUM))
OPEN_PERIODE = _gedeeld(OpenPeriode, _mag("Begindatum", t.DATUM), _mag("Einddatum", t.DATUM))
BEDRAG = _gedeeld(BedragMetDC, _een("Bedrag", t.BEDRAG), _een("DebetCredit", t.DEBET_CREDIT))
TOTAALBEDRAG = _gedeeld(TotaalBedragMetDC, _een("TotaalBedrag", t.TOTAALBEDRAG), _een("DebetCredit", t.DEBET_CREDIT))
REFERENTIE = _gedeeld(
    Referentie, _een("ReferentieNummer", t.REFERENTIENUMMER), _mag("VorigReferentieNummer", t.REFERENTIENUMMER)
)
PRODUCT = _gedeeld(Product, _een("Categorie", t.PRODUCTCATEGORIE), _mag("Code", t.PRODUCTCODE))
OMVANG = _gedeeld(Omvang, _een("Volume", t.VOLUME), _een("Eenheid", t.EENHEID), _een("Frequentie", t.FREQUENTIE))

GEBOORTEDATUM = _gedeeld(Geboortedatum, _een("Datum", t.DATUM), _mag("DatumGebruik", t.DATUMGEBRUIK))
ACHTERNAAM = _gedeeld(Achternaam, _een("Achternaam", t.NAAM), _mag("Voorvoegsel", t.VOORVOEGSEL))
VOLLEDIGE_NAAM = _gedeeld(
    VolledigeNaam,
    _een("Geslachtsnaam", ACHTERNAAM),
    _mag("Partnernaam", ACHTERNAAM),
    _mag("Voornamen", t.NAAM),
    _mag("Voorletters", t.VOORLETTERS),
    _een("NaamGebruik", t.NAAMGEBRUIK),
)
VERKORTE_NAAM = _gedeeld(
    VerkorteNaam, _een("Geslachtsnaam", ACHTERNAAM), _mag("Voornamen", t.NAAM), _mag("Voorletters", t.VOORLETTERS)
)
COMMUNICATIE = _gedeeld(Communicatie, _een("Vorm", t.COMMUNICATIEVORM), _mag("Taal", t.TAAL))
HUIS = _gedeeld(
    Huis,
    _een("Huisnummer", t.HUISNUMMER),
    _mag("Huisletter", t.HUISLETTER),
    _mag("HuisnummerToevoeging", t.HUISTOEVOEGING),
    _mag("AanduidingWoonadres", t.WOONADRES),
)
ADRES = _gedeeld(
    Adres,
    _mag("Huis", HUIS),
    _mag("Postcode", t.POSTCODE),
    _mag("Straatnaam", t.STRAATNAAM),
    _mag("Plaatsnaam", t.PLAATSNAAM),
    _mag("LandCode", t.LAND),
)
TELEFOON = _gedeeld(Telefoon, _een("Telefoonnummer", t.TELEFOONNUMMER), _een("Landnummer", t.LANDNUMMER))
TELEFOONNUMMERS = _gedeeld(Telefoonnummers, _een("Telefoon01", TELEFOON), _mag("Telefoon02", TELEFOON))


def _kop(soort: Soort, klasse: type, wie: tuple[Waardetype, Waardetype], *erna: Element) -> Groep:
    afzender, ontvanger = wie
    return Groep(
        naam="Header",
        klasse=klasse,
        elementen=(
            Element(naam="BerichtCode", type=t.BERICHTCODE, vast=lambda profiel: profiel.berichtcodes[soort]),
            Element(naam="BerichtVersie", type=t.BERICHTVERSIE, vast=lambda _: str(VERSIE)),
            Element(naam="BerichtSubversie", type=t.BERICHTSUBVERSIE, vast=lambda _: str(SUBVERSIE)),
            _een("Afzender", afzender),
            _een("Ontvanger", ontvanger),
            _een("BerichtIdentificatie", IDENTIFICATIE),
            _een("XsdVersie", XSDVERSIE),
            *erna,
        ),
    )


CONTACT = Groep(
    naam="Contact",
    klasse=Contact,
    elementen=(
        _een("Soort", t.ADRES_SOORT),
        _mag("Adres", ADRES),
        _mag("Organisatie", t.ORGANISATIENAAM),
        _mag("Telefoon", TELEFOONNUMMERS),
        _mag("Emailadres", t.EMAILADRES),
        _mag("Periode", OPEN_PERIODE),
    ),
)
RELATIE = Groep(
    naam="Relatie",
    klasse=Relatie,
    elementen=(
        _een("Nummer", t.PERSOONSID),
        _mag("Volgorde", t.RELATIEVOLGORDE),
        _een("Soort", t.SOORT_RELATIE),
        _mag("Geboortedatum", GEBOORTEDATUM),
        _mag("Geslacht", t.GESLACHT),
        _een("Naam", VOLLEDIGE_NAAM),
        _een("Contact", CONTACT),
    ),
)
TOEGEWEZEN_PRODUCT = Groep(
    naam="ToegewezenProduct",
    klasse=ToegewezenProduct,
    elementen=(
        _een("ToewijzingNummer", t.NUMMER),
        _mag("ReferentieAanbieder", t.REFERENTIE),
        _mag("Product", PRODUCT),
        _een("Toewijzingsdatum", t.DATUM),
        _een("Toewijzingstijd", t.TIJD),
        _een("Ingangsdatum", t.DATUM),
        _mag("Einddatum", t.DATUM),
        _mag("RedenWijziging", t.REDEN_WIJZIGING),
        _mag("Omvang", OMVANG),
        _mag("Budget", t.BUDGET),
        _mag("Commentaar", t.COMMENTAAR),
    ),
)
BERICHT_301 = Groep(
    naam="Root",
    klasse=Bericht301,
    elementen=(
        _een("Header", _kop(Soort.TOEWIJZING, Kop, (t.GEMEENTE, t.AGB_CODE))),
        _een(
            "Client",
            Groep(
                naam="Client",
                klasse=Client301,
                elementen=(
                    _een("Bsn", t.BSN),
                    _een("Geboortedatum", GEBOORTEDATUM),
                    _een("Geslacht", t.GESLACHT),
                    _een("Naam", VOLLEDIGE_NAAM),
                    _mag("Communicatie", COMMUNICATIE),
                    _mag("JuridischeStatus", t.JURIDISCHE_STATUS),
                    _mag("WettelijkeVertegenwoordiging", t.VERTEGENWOORDIGING),
                    _mag("Commentaar", t.COMMENTAAR),
                    _mag("Relaties", _list_of("Relaties", _meer("Relatie", RELATIE))),
                    _een("Contactgegevens", _list_of("Contactgegevens", _meer("Contact", CONTACT))),
                    _een(
                        "ToegewezenProducten",
                        _list_of("ToegewezenProducten", _meer("ToegewezenProduct", TOEGEWEZEN_PRODUCT)),
                    ),
                ),
            ),
        ),
    ),
)

_PRESTATIE = (
    _een("ProductReferentie", REFERENTIE),
    _een("ToewijzingNummer", t.NUMMER),
    _een("ProductCategorie", t.PRODUCTCATEGORIE),
    _een("ProductCode", t.PRODUCTCODE),
    _een("ProductPeriode", GESLOTEN_PERIODE),
    _een("GeleverdVolume", t.VOLUME),
    _een("Eenheid", t.EENHEID),
    _mag("ProductTarief", t.BEDRAG),
    _een("IngediendBedrag", BEDRAG),
)


def _clienten(client: type, prestatie: type, *antwoord: Element) -> Groep:
    regel = Groep(naam="Prestatie", klasse=prestatie, elementen=(*_PRESTATIE, *antwoord))
    prestaties = _list_of("Prestaties", _meer("Prestatie", regel))
    groep = Groep(
        naam="Client", klasse=client, elementen=(_een("Bsn", t.BSN), _een("Prestaties", prestaties), *antwoord)
    )
    return _list_of("Clienten", _meer("Client", groep))


BERICHT_323 = Groep(
    naam="Root",
    klasse=Declaratiebericht,
    elementen=(
        _een("Header", _kop(Soort.DECLARATIE, Kop, (t.AGB_CODE, t.GEMEENTE))),
        _een(
            "Declaratie",
            Groep(
                naam="Declaratie",
                klasse=Declaratie,
                elementen=(
                    Element(naam="DeclaratieNummer", type=t.IDENTIFICATIE_DECLARATIE, patroon="([a-zA-Z0-9])+"),
                    _een("DeclaratiePeriode", GESLOTEN_PERIODE),
                    _een("DeclaratieDagtekening", t.DATUM),
                    _een("TotaalIngediendBedrag", TOTAALBEDRAG),
                    _een("Clienten", _clienten(Client323, Prestatie)),
                ),
            ),
        ),
    ),
)

_RETOURCODES = _een("RetourCodes", _list_of("RetourCodes", _meer("RetourCode", t.RETOURCODE)))

BERICHT_325 = Groep(
    naam="Root",
    klasse=Antwoord325,
    elementen=(
        _een(
            "Header",
            _kop(
                Soort.ANTWOORD,
                AntwoordKop,
                (t.GEMEENTE, t.AGB_CODE),
                _een("DeclaratieIdentificatie", IDENTIFICATIE),
                _mag("XsltVersie", t.VERSIE),
                _een("XsdVersieDeclaratie", XSDVERSIE),
                _RETOURCODES,
            ),
        ),
        _mag(
            "DeclaratieAntwoord",
            Groep(
                naam="DeclaratieAntwoord",
                klasse=DeclaratieAntwoord,
                elementen=(
                    _een("DeclaratieNummer", t.IDENTIFICATIE_DECLARATIE),
                    _een("TotaalIngediendBedrag", TOTAALBEDRAG),
                    _een("TotaalToegekendBedrag", TOTAALBEDRAG),
                    _mag("Clienten", _clienten(ClientAntwoord, PrestatieAntwoord, _RETOURCODES)),
                    _RETOURCODES,
                ),
            ),
        ),
    ),
)

_REGIEPRODUCT = (
    _mag("ToewijzingNummer", t.NUMMER),
    _mag("Product", PRODUCT),
    _mag("ToewijzingIngangsdatum", t.DATUM),
    _een("Begindatum", t.DATUM),
)
_EINDE = (_een("RedenBeeindiging", t.REDEN_BEEINDIGING), _een("Einddatum", t.DATUM))


def _regiebericht(soort: Soort, klassen: tuple[type, type, type], naam: str, *einde: Element) -> Groep:
    bericht, client, product = klassen
    status = _een("StatusAanlevering", t.STATUS_AANLEVERING)
    groep = Groep(naam=naam, klasse=product, elementen=(*_REGIEPRODUCT, *einde, status))
    velden = (
        _een("Bsn", t.BSN),
        _een("Geboortedatum", GEBOORTEDATUM),
        _een("Geslacht", t.GESLACHT),
        _een("Naam", VERKORTE_NAAM),
        _een(f"{naam}en", _list_of(f"{naam}en", _meer(naam, groep))),
    )
    elementen = (
        _een("Header", _kop(soort, Kop, (t.AGB_CODE, t.GEMEENTE))),
        _een("Client", Groep(naam="Client", klasse=client, elementen=velden)),
    )
    return Groep(naam="Root", klasse=bericht, elementen=elementen)


BERICHT_305 = _regiebericht(Soort.START, (Bericht305, Client305, StartProduct), "StartProduct")
BERICHT_307 = _regiebericht(Soort.STOP, (Bericht307, Client307, StopProduct), "StopProduct", *_EINDE)


def _met_codes(groep: Groep, klassen: Mapping[type, type]) -> Groep:
    """The group with retourcodes as the last element of each class in it."""
    elementen = tuple(
        replace(element, type=_met_codes(element.type, klassen))
        if isinstance(element.type, Groep) and not element.type.gedeeld
        else element
        for element in groep.elementen
    )
    if groep.klasse is None:
        return replace(groep, elementen=elementen)
    return replace(groep, elementen=(*elementen, _RETOURCODES), klasse=klassen[groep.klasse])


def _retour(soort: Soort, heen: Groep, klasse: type, klassen: Mapping[type, type]) -> Groep:
    kop, client = heen.elementen
    partijen = (t.GEMEENTE, t.AGB_CODE) if soort.van_gemeente else (t.AGB_CODE, t.GEMEENTE)
    header = _kop(
        soort,
        RetourKop,
        partijen,
        _een("IdentificatieRetour", t.IDENTIFICATIE_BERICHT),
        _een("DagtekeningRetour", t.DATUM),
        _mag("XsltVersie", t.VERSIE),
        _een("XsdVersieRetour", XSDVERSIE),
        replace(_RETOURCODES, minimum=0),
    )
    inhoud = _met_codes(Groep(naam="", elementen=(client,)), klassen).elementen[0]
    return Groep(naam="Root", klasse=klasse, elementen=(replace(kop, type=header), replace(inhoud, minimum=0)))


_KLASSEN_302 = {
    Client301: Client302,
    Relatie: RetourRelatie,
    Contact: RetourContact,
    ToegewezenProduct: RetourToewijzing,
}

BERICHTEN: Mapping[Soort, Groep] = {
    Soort.TOEWIJZING: BERICHT_301,
    Soort.RETOUR_TOEWIJZING: _retour(Soort.RETOUR_TOEWIJZING, BERICHT_301, Retour302, _KLASSEN_302),
    Soort.START: BERICHT_305,
    Soort.RETOUR_START: _retour(
        Soort.RETOUR_START, BERICHT_305, Retour306, {Client305: Client306, StartProduct: RetourStart}
    ),
    Soort.STOP: BERICHT_307,
    Soort.RETOUR_STOP: _retour(
        Soort.RETOUR_STOP, BERICHT_307, Retour308, {Client307: Client308, StopProduct: RetourStop}
    ),
    Soort.DECLARATIE: BERICHT_323,
    Soort.ANTWOORD: BERICHT_325,
}
