from typing import Protocol

from risb_kern.uow import UnitOfWork
from risb_zaak.ports import Agenda, Timeline

from toezicht.application.abonnementen.ports import Abonnementen, Wachtrij
from toezicht.application.maatregelen.ports import Gemeenten, Maatregelen
from toezicht.application.signalen.ports import Anomalieen, Projecties, Signalen
from toezicht.application.zaken.ports import Zaken


class Uow(UnitOfWork, Protocol):
    """One transaction of toezicht, with everything that its use cases keep."""

    signalen: Signalen
    anomalieen: Anomalieen
    projecties: Projecties
    zaken: Zaken
    maatregelen: Maatregelen
    gemeenten: Gemeenten
    abonnementen: Abonnementen
    wachtrij: Wachtrij
    timeline: Timeline
    agenda: Agenda
