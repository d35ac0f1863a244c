from chassis.db import SqlUnitOfWork
from risb_zaak.ports import Agenda, Timeline

from toezicht.application.ports import Abonnementen, Anomalieen, Maatregelen, Projecties, Signalen, Wachtrij, Zaken


class ToezichtUow(SqlUnitOfWork):
    """The unit of work as entry points see it; what is behind it is decided where the service is wired."""

    signalen: Signalen
    zaken: Zaken
    maatregelen: Maatregelen
    anomalieen: Anomalieen
    abonnementen: Abonnementen
    wachtrij: Wachtrij
    projecties: Projecties
    timeline: Timeline
    agenda: Agenda
