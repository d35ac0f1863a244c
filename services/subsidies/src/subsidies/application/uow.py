"""The transaction of subsidies: every repository and query, typed."""

from typing import Protocol

from risb_kern.uow import UnitOfWork
from risb_zaak.document_ports import Documenten
from risb_zaak.ports import Agenda, Timeline

from subsidies.application.aanvragen.ports import Aanvragen
from subsidies.application.aanvragen.queries import Aanvraagvragen
from subsidies.application.beoordelen.ports import Aandachtspunten
from subsidies.application.besluiten.ports import Besluiten, Lotingen
from subsidies.application.dubbel.ports import Zorgcontracten
from subsidies.application.openbaar.queries import Registervragen
from subsidies.application.regelingen.ports import Plafonds, Regelingen
from subsidies.application.regelingen.queries import Regelingvragen


class Uow(UnitOfWork, Protocol):
    """One transaction with what it can reach."""

    regelingen: Regelingen
    plafonds: Plafonds
    aanvragen: Aanvragen
    aandachtspunten: Aandachtspunten
    besluiten: Besluiten
    lotingen: Lotingen
    zorgcontracten: Zorgcontracten
    regelingvragen: Regelingvragen
    aanvraagvragen: Aanvraagvragen
    registervragen: Registervragen
    documenten: Documenten
    timeline: Timeline
    agenda: Agenda
