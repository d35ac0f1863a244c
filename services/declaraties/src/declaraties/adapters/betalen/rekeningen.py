"""The accounts that payments go to and come from, and whom nothing may be paid."""

import dataclasses
from collections.abc import Collection, Mapping

from risb_kern.clock import Clock
from risb_kern.privacy import Privacy, account_binding
from risb_recht.codes import OnjuisteCodeError, iban
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.application.betalen.ports import Betaalblokkades, Blokkadefeit, Rekeningen, Rekeningfeit
from declaraties.domain.betalen.betaalrun import Betaalrekening, Overslagreden


class SqlRekeningen(Rekeningen):
    """The table `rekening`."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    @override
    async def list(self, houdersoort: str, houders: Collection[str]) -> Mapping[str, Betaalrekening]:
        vraag = "SELECT * FROM rekening WHERE houdersoort = :soort AND houder = ANY(:houders)"
        waarden = {"soort": houdersoort, "houders": sorted(houders)}
        rijen = (await self._session.execute(text(vraag), waarden)).all()
        return {
            rij.houder: Betaalrekening(
                id=rij.rekening_id,
                houdersoort=rij.houdersoort,
                houder=rij.houder,
                versie=rij.versie,
                naam=rij.tenaamstelling,
                nummer=rij.iban_versleuteld,
            )
            for rij in rijen
        }

    @override
    async def save(self, rekening: Rekeningfeit) -> None:
        zetten = (
            "INSERT INTO rekening (houdersoort, houder, rekening_id, versie, tenaamstelling, iban_versleuteld,"
            " iban_kenmerk, vastgesteld_op, vastgesteld_door, ontvangen_op) VALUES (:houdersoort, :houder,"
            " :rekening_id, :versie, :tenaamstelling, :iban_versleuteld, :iban_kenmerk, :vastgesteld_op,"
            " :vastgesteld_door, :nu)"
            " ON CONFLICT (houdersoort, houder) DO UPDATE"
            " SET rekening_id = excluded.rekening_id, versie = excluded.versie,"
            " tenaamstelling = excluded.tenaamstelling, iban_versleuteld = excluded.iban_versleuteld,"
            " iban_kenmerk = excluded.iban_kenmerk, vastgesteld_op = excluded.vastgesteld_op,"
            " vastgesteld_door = excluded.vastgesteld_door, ontvangen_op = excluded.ontvangen_op"
            " WHERE rekening.versie < excluded.versie"
        )
        await self._session.execute(text(zetten), {**dataclasses.asdict(rekening), "nu": self._clock.nu()})

    @override
    async def list_with_same_number(self, agb_codes: Collection[str]) -> frozenset[str]:
        vraag = (
            "SELECT r.houder FROM rekening r JOIN rekening e ON e.iban_kenmerk = r.iban_kenmerk"
            " WHERE r.houdersoort = 'aanbieder' AND e.houdersoort = 'aanbieder' AND e.houder = ANY(:agb)"
        )
        return frozenset((await self._session.execute(text(vraag), {"agb": sorted(agb_codes)})).scalars())


# AGB codes of organisations that screening in contracting forbids to pay.
GEBLOKKEERD = (
    "SELECT a.agb_code, k.reden FROM betaalblokkade k JOIN aanbieder a ON a.kvk_nummer = k.kvk_nummer"
    " WHERE k.reden <> 'geen'"
)


class SqlBetaalblokkades(Betaalblokkades):
    """The table `betaalblokkade`, and the KvK number of each aanbieder."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self) -> Mapping[str, Overslagreden]:
        return {rij.agb_code: Overslagreden(rij.reden) for rij in await self._session.execute(text(GEBLOKKEERD))}

    @override
    async def save(self, feit: Blokkadefeit) -> None:
        zetten = (
            "INSERT INTO betaalblokkade (kvk_nummer, volgnummer, reden) VALUES (:kvk_nummer, :volgnummer, :reden)"
            " ON CONFLICT (kvk_nummer) DO UPDATE SET volgnummer = excluded.volgnummer, reden = excluded.reden"
            " WHERE betaalblokkade.volgnummer < excluded.volgnummer"
        )
        await self._session.execute(text(zetten), dataclasses.asdict(feit))


def open_account(kluis: Privacy, rekening: Betaalrekening) -> str | None:
    """The account number; None when it does not open for its holder and version, or is no IBAN."""
    binding = account_binding(rekening.houdersoort, rekening.houder, rekening.versie)
    nummer = kluis.decrypt_if_bound(rekening.nummer, binding)
    return nummer if nummer is not None and _is_iban(nummer) else None


def _is_iban(nummer: str) -> bool:
    try:
        return iban(nummer) == nummer
    except OnjuisteCodeError:
        return False
