"""The revolverend fonds: a ledger that refills from what business cases give back.

| invariant | rule |
|---|---|
| balance | never below zero |
| withdrawal | only on a decision of the college on a business case |
| business case | all its withdrawals together stay within the amounts that were decided for it |
| return, write-off | never more than was withdrawn for it and is still out |
"""

import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict
from risb_recht.bedrag import euro, half_omhoog

ZAAK = "revolverend-fonds:regio"
HEEL = 10_000


class Fondssoort(StrEnum):
    """What an entry of the fund is."""

    STORTING = "storting"
    BESLUIT = "besluit"
    ONTTREKKING = "onttrekking"
    TERUGBETALING = "terugbetaling"
    AFBOEKING = "afboeking"


S = Fondssoort


@dataclass(frozen=True, slots=True, kw_only=True)
class Fondsboeking:
    """One entry, in euro cents above zero; a decision moves no money but allows it. `businesscase` names the case."""

    id: uuid.UUID
    fondssoort: Fondssoort
    bedrag_cent: int
    businesscase: str | None = None
    besluitnummer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonds:
    """The fund as its entries make it."""

    boekingen: tuple[Fondsboeking, ...] = ()

    @property
    def saldo_cent(self) -> int:
        """What is in it."""
        erin = self._som(S.STORTING) + self._som(S.TERUGBETALING)
        return erin - self._som(S.ONTTREKKING)

    @property
    def revolverend(self) -> int:
        """Returns as a share of withdrawals in ten-thousandths; 0 while nothing was withdrawn."""
        onttrokken = self._som(S.ONTTREKKING)
        return half_omhoog(self._som(S.TERUGBETALING) * HEEL, onttrokken) if onttrokken else 0

    def boek(self, boeking: Fondsboeking) -> "Fonds":
        """One more entry; what breaks an invariant is refused."""
        match boeking.fondssoort:
            case S.ONTTREKKING:
                self._mag_onttrekken(boeking)
            case S.TERUGBETALING | S.AFBOEKING:
                self._mag_terug(boeking)
            case _:
                pass
        return replace(self, boekingen=(*self.boekingen, boeking))

    def _mag_onttrekken(self, boeking: Fondsboeking) -> None:
        besloten = self._som(S.BESLUIT, boeking.businesscase)
        if boeking.businesscase is None or not besloten:
            raise conflict(
                "zonder-besluit", "Onttrekken kan alleen na een besluit van het college over de businesscase."
            )
        ruimte = besloten - self._som(S.ONTTREKKING, boeking.businesscase)
        if boeking.bedrag_cent > ruimte:
            raise conflict("boven-besluit", f"Voor {boeking.businesscase} is nog {euro(ruimte)} besloten.")
        if boeking.bedrag_cent > self.saldo_cent:
            raise conflict("saldo-te-laag", f"In het fonds zit {euro(self.saldo_cent)}.")

    def _mag_terug(self, boeking: Fondsboeking) -> None:
        wat = boeking.businesscase
        uit = self._som(S.ONTTREKKING, wat) - self._som(S.TERUGBETALING, wat) - self._som(S.AFBOEKING, wat)
        if wat is None or boeking.bedrag_cent > uit:
            raise conflict("meer-dan-uitstaat", f"Van deze businesscase staat nog {euro(uit if wat else 0)} uit.")

    def _som(self, fondssoort: Fondssoort, businesscase: str | None = None) -> int:
        return sum(
            one.bedrag_cent
            for one in self.boekingen
            if one.fondssoort is fondssoort and businesscase in {None, one.businesscase}
        )
