"""Documents to test with: kinds, a piece that is handed in, and its contents in parts."""

import datetime as dt
from collections.abc import AsyncIterator

from risb_kern.act import Handeling
from risb_recht.termijnen import Bewaarklasse
from risb_zaak.document_ports import Documentsoort, Lezer, Lezers, Stuk

NU = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
KORT = Bewaarklasse(code="kort", jaren={dt.date(2020, 1, 1): 5, dt.date(2026, 1, 1): 7}, bron="selectielijst")
OFFERTE = Documentsoort(naam="offerte", doel="beoordelen", klasse=KORT)
ADVIES = Documentsoort(naam="bibob-advies", doel="gevaar wegen", klasse=KORT, sleutel="bibob", op_naam=2)
SLEUTELS = {"algemeen": bytes(32), "bibob": bytes([1]) * 32}


def handeling(door: str = "u-1", op: dt.datetime = NU) -> Handeling:
    return Handeling(door=door, op=op, vandaag=op.date())


IEDER = Lezers(rollen=frozenset({"inkoper"}), personen=frozenset({"u-1"}))


def stuk(soort: Documentsoort = OFFERTE, *, zaak: str = "zaak-1", lezers: Lezers = IEDER) -> Stuk:
    return Stuk(
        zaak=zaak, soort=soort, naam="stuk.pdf", mediatype="application/pdf", lezers=lezers, betrokkene=b"p" * 16
    )


def lezer(persoon: str = "u-1", *rollen: str) -> Lezer:
    return Lezer(persoon=persoon, rollen=frozenset(rollen))


async def in_delen(data: bytes, deel: int = 100_000) -> AsyncIterator[bytes]:
    for begin in range(0, len(data), deel):
        yield data[begin : begin + deel]


async def alles(inhoud: AsyncIterator[bytes]) -> bytes:
    return b"".join([deel async for deel in inhoud])
