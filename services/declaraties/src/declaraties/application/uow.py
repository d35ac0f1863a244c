"""The transaction of declaraties as its use cases know it."""

from typing import Protocol

from risb_kern.uow import UnitOfWork
from risb_zaak.ports import Agenda, Timeline

from declaraties.application.beoordelen.ports import Begrenzingen, Prestaties, Referenties
from declaraties.application.beoordelen.queries import Prestatievragen
from declaraties.application.betalen.ports import (
    Betaalblokkades,
    Betaalcontroles,
    Betaalopdrachten,
    Betaalruns,
    Prestatiekortingen,
    Rekeningen,
    Termijnen,
    Vergoedingen,
)
from declaraties.application.betalen.queries import Betaalvragen, Opdrachtvragen, Vergoedingvragen
from declaraties.application.post.ports import Antwoorden, Bestanden, Deelnames, Enveloppen
from declaraties.application.post.queries import Berichtvragen
from declaraties.application.regie.ports import Leveringen, Retouren
from declaraties.application.regie.queries import Leveringvragen
from declaraties.application.toewijzen.ports import Contractfeiten, Toewijzingen
from declaraties.application.toewijzen.queries import Toewijzingvragen
from declaraties.application.verrekenen.ports import Verrekeningen, Verrekentaken, Woonplaatsen
from declaraties.application.verrekenen.queries import Verrekeningvragen


class Uow(UnitOfWork, Protocol):
    """One transaction of declaraties, with everything that its use cases keep and its routes read."""

    antwoorden: Antwoorden
    bestanden: Bestanden
    deelnames: Deelnames
    enveloppen: Enveloppen
    berichtvragen: Berichtvragen
    contractfeiten: Contractfeiten
    toewijzingen: Toewijzingen
    toewijzingvragen: Toewijzingvragen
    leveringen: Leveringen
    leveringvragen: Leveringvragen
    retouren: Retouren
    betaalblokkades: Betaalblokkades
    betaalcontroles: Betaalcontroles
    betaalopdrachten: Betaalopdrachten
    betaalruns: Betaalruns
    betaalvragen: Betaalvragen
    opdrachtvragen: Opdrachtvragen
    rekeningen: Rekeningen
    termijnen: Termijnen
    prestatiekortingen: Prestatiekortingen
    vergoedingen: Vergoedingen
    vergoedingvragen: Vergoedingvragen
    begrenzingen: Begrenzingen
    prestaties: Prestaties
    prestatievragen: Prestatievragen
    referenties: Referenties
    verrekeningen: Verrekeningen
    verrekeningvragen: Verrekeningvragen
    verrekentaken: Verrekentaken
    woonplaatsen: Woonplaatsen
    timeline: Timeline
    agenda: Agenda
