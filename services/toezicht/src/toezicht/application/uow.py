"""The transaction of toezicht as its use cases know it."""

from typing import Protocol

from risb_kern.uow import Inzagelog, UnitOfWork
from risb_zaak.ports import Agenda, Timeline

from toezicht.application.abonnementen.ports import Abonnementen, Bezorgingen
from toezicht.application.abonnementen.queries import Abonnementvragen
from toezicht.application.maatregelen.ports import Gemeenten, Maatregelen
from toezicht.application.maatregelen.queries import Maatregelvragen
from toezicht.application.signalen.ports import Aanbieders, Anomalieen, Signalen
from toezicht.application.signalen.queries import Signaalvragen
from toezicht.application.zaken.ports import Bevindingen, Zaken
from toezicht.application.zaken.queries import Zaakvragen


class Uow(UnitOfWork, Protocol):
    """Every repository, and every question beside it, in one transaction."""

    signalen: Signalen
    signaalvragen: Signaalvragen
    anomalieen: Anomalieen
    aanbieders: Aanbieders
    zaken: Zaken
    zaakvragen: Zaakvragen
    bevindingen: Bevindingen
    maatregelen: Maatregelen
    maatregelvragen: Maatregelvragen
    gemeenten: Gemeenten
    abonnementen: Abonnementen
    abonnementvragen: Abonnementvragen
    bezorgingen: Bezorgingen
    inzagelog: Inzagelog
    timeline: Timeline
    agenda: Agenda
