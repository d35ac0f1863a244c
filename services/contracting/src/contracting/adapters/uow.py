from typing import Self

from chassis.db import SqlUnitOfWork
from risb_zaak.agenda import SqlAgenda
from risb_zaak.timeline import SqlTimeline

from contracting.adapters.queries import SqlLeesvragen
from contracting.adapters.rekeningen.repository import SqlRekeningen
from contracting.adapters.repositories import (
    SqlAanbieders,
    SqlAanmeldingen,
    SqlDeelnames,
    SqlOvereenkomsten,
    SqlPercelen,
)
from contracting.adapters.volgen import SqlBudgetten, SqlGrootboek, SqlMaatregelen


class ContractingUnitOfWork(SqlUnitOfWork):
    """One transaction on contracting's database; implements the port of the use cases."""

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.aanbieders = SqlAanbieders(self.session)
        self.percelen = SqlPercelen(self.session)
        self.aanmeldingen = SqlAanmeldingen(self.session)
        self.overeenkomsten = SqlOvereenkomsten(self.session)
        self.deelnames = SqlDeelnames(self.session)
        self.maatregelen = SqlMaatregelen(self.session)
        self.grootboek = SqlGrootboek(self.session)
        self.budgetten = SqlBudgetten(self.session)
        self.rekeningen = SqlRekeningen(self.session)
        self.lezen = SqlLeesvragen(self.session)
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self
