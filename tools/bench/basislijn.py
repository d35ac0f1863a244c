"""The usual program: an object per line, two gets, two queries and a commit for each; SQLModel as its manual shows it.

It does less than the chain: no XML, no answer, no events, no anomalies. Kept to compare with, not to use.
"""

import datetime as dt
import time
from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel, create_engine, func, select

from tools.bench.bestanden import Proefbestand, Regel


class BasisToewijzing(SQLModel, table=True):
    """What a client was assigned."""

    nummer: int = Field(primary_key=True)
    bsn: str
    code: str
    volume: int


class BasisTarief(SQLModel, table=True):
    """The price of a product."""

    code: str = Field(primary_key=True)
    cent: int


class BasisPrestatie(SQLModel, table=True):
    """A judged line."""

    id: int | None = Field(default=None, primary_key=True)
    referentie: str = Field(index=True)
    toewijzing: int = Field(index=True)
    code: str
    begin: dt.date
    volume: int
    bedrag: int
    retourcode: str


_TABELLEN = [SQLModel.metadata.tables[naam] for naam in ("basistoewijzing", "basistarief", "basisprestatie")]


def draai(url: str, bestand: Proefbestand) -> float:
    """Seconds for the lines of the message, one by one; the reference data is there before the clock starts."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    SQLModel.metadata.drop_all(engine, tables=_TABELLEN)
    SQLModel.metadata.create_all(engine, tables=_TABELLEN)
    _vul(engine, bestand)
    begin = time.perf_counter()
    _beoordeel(engine, bestand.regels, bestand.plaats.maand)
    duur = time.perf_counter() - begin
    SQLModel.metadata.drop_all(engine, tables=_TABELLEN)
    engine.dispose()
    return duur


def _vul(engine: Engine, bestand: Proefbestand) -> None:
    with Session(engine) as session:
        session.add_all(
            BasisToewijzing(nummer=een.nummer, bsn=een.bsn, code=een.code, volume=een.volume)
            for een in bestand.toegewezen
        )
        session.add_all(BasisTarief(code=een.code, cent=een.cent) for een in bestand.tarieven)
        session.commit()


def _beoordeel(engine: Engine, regels: Sequence[Regel], maand: dt.date) -> None:
    with Session(engine) as session:
        for regel in regels:
            session.add(
                BasisPrestatie(
                    referentie=regel.referentie,
                    toewijzing=regel.toewijzing,
                    code=regel.code,
                    begin=maand,
                    volume=regel.volume,
                    bedrag=regel.bedrag,
                    retourcode=_code(session, regel),
                )
            )
            session.commit()


def _code(session: Session, regel: Regel) -> str:
    toewijzing = session.get(BasisToewijzing, regel.toewijzing)
    tarief = session.get(BasisTarief, regel.code)
    if toewijzing is None or toewijzing.bsn != regel.bsn:
        return "9338"
    if toewijzing.code != regel.code:
        return "9340"
    if tarief is None or regel.tarief not in {None, tarief.cent} or regel.bedrag != regel.volume * tarief.cent:
        return "0611"
    if session.exec(select(BasisPrestatie.id).where(BasisPrestatie.referentie == regel.referentie)).first():
        return "8021"
    som = select(func.sum(BasisPrestatie.volume)).where(BasisPrestatie.toewijzing == regel.toewijzing)
    gebruikt = session.exec(som).one() or 0
    return "9322" if gebruikt + regel.volume > toewijzing.volume else ""
