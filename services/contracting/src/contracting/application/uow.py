"""The transaction of contracting as its use cases know it."""

from typing import Protocol

from risb_kern.uow import Inzagelog, UnitOfWork
from risb_zaak.ports import Agenda, Timeline

from contracting.application.aanbesteding.ports import Aanbestedingen, Inschrijvingen
from contracting.application.aanbesteding.queries import Aanbestedingvragen, Inschrijvingvragen
from contracting.application.bestedingsruimte.ports import Bestedingsruimten
from contracting.application.bestedingsruimte.queries import Ruimtevragen
from contracting.application.geschillen.ports import Klachten, Kortgedingen
from contracting.application.gunning.ports import Gunningen
from contracting.application.indexeren.ports import Indexcijfers, Indexclausules, Indexcontracten, Indexeringen
from contracting.application.levensloop.ports import Contractconcepten
from contracting.application.maatregelen.ports import Maatregelen
from contracting.application.maatregelen.queries import Maatregelvragen
from contracting.application.moederovereenkomsten.ports import Moederovereenkomsten
from contracting.application.overeenkomsten.ports import Overeenkomsten
from contracting.application.overeenkomsten.queries import Overeenkomstvragen
from contracting.application.plichten.ports import (
    Onderaannemingen,
    Plichten,
    Sroitabellen,
    Sroiverplichtingen,
    Tekortkomingen,
)
from contracting.application.regio.ports import Deelnames
from contracting.application.rekeningen.ports import Rekeningen
from contracting.application.rekeningen.queries import Rekeningvragen
from contracting.application.screening.ports import Bibobonderzoeken, Sanctielijsten, Screeningen
from contracting.application.sturing.ports import (
    Betaalbaarheidsverslagen,
    Budgetten,
    Fondsen,
    Grootboek,
    Kostenverdelingen,
    Ramingen,
    Verdeelregels,
)
from contracting.application.sturing.queries import Monitorvragen
from contracting.application.taakgericht.ports import (
    Budgetwijzigingen,
    Businesscases,
    Taakafrekeningen,
    Taakafspraken,
    Termijnen,
    Verplichtingen,
)
from contracting.application.toelating.ports import Aanbieders, Aanmeldingen, Percelen
from contracting.application.toelating.queries import (
    Aanbiedervragen,
    Aanmeldingvragen,
    Perceelvragen,
)


class Uow(UnitOfWork, Protocol):
    """Every repository, and every question beside it, in one transaction."""

    deelnames: Deelnames
    rekeningen: Rekeningen
    rekeningvragen: Rekeningvragen
    maatregelen: Maatregelen
    maatregelvragen: Maatregelvragen
    aanbieders: Aanbieders
    aanbiedervragen: Aanbiedervragen
    percelen: Percelen
    perceelvragen: Perceelvragen
    aanmeldingen: Aanmeldingen
    aanmeldingvragen: Aanmeldingvragen
    screeningen: Screeningen
    sanctielijsten: Sanctielijsten
    bibobonderzoeken: Bibobonderzoeken
    aanbestedingen: Aanbestedingen
    aanbestedingvragen: Aanbestedingvragen
    inschrijvingen: Inschrijvingen
    inschrijvingvragen: Inschrijvingvragen
    gunningen: Gunningen
    kortgedingen: Kortgedingen
    klachten: Klachten
    overeenkomsten: Overeenkomsten
    overeenkomstvragen: Overeenkomstvragen
    contractconcepten: Contractconcepten
    termijnen: Termijnen
    taakafspraken: Taakafspraken
    taakafrekeningen: Taakafrekeningen
    businesscases: Businesscases
    budgetwijzigingen: Budgetwijzigingen
    moederovereenkomsten: Moederovereenkomsten
    verplichtingen: Verplichtingen
    indexcijfers: Indexcijfers
    indexclausules: Indexclausules
    indexeringen: Indexeringen
    indexcontracten: Indexcontracten
    bestedingsruimten: Bestedingsruimten
    ruimtevragen: Ruimtevragen
    plichten: Plichten
    tekortkomingen: Tekortkomingen
    onderaannemingen: Onderaannemingen
    sroiverplichtingen: Sroiverplichtingen
    sroitabellen: Sroitabellen
    grootboek: Grootboek
    budgetten: Budgetten
    monitorvragen: Monitorvragen
    verdeelregels: Verdeelregels
    kostenverdelingen: Kostenverdelingen
    ramingen: Ramingen
    fonds: Fondsen
    betaalbaarheidsverslagen: Betaalbaarheidsverslagen
    inzagelog: Inzagelog
    timeline: Timeline
    agenda: Agenda
