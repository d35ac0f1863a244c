"""The ledger of a plafond, shared by all versions of a scheme: what was announced and what was granted of it."""

import dataclasses
from dataclasses import dataclass

from risb_kern.errors import Fout, conflict

from subsidies.domain.regelingen.regeling import Plafond


@dataclass(frozen=True, slots=True, kw_only=True)
class Plafondstand:
    """A plafond with what was granted of it, in cents."""

    id: int
    bedrag_cent: int
    verleend_cent: int

    @property
    def ruimte_cent(self) -> int:
        """What may still be granted."""
        return self.bedrag_cent - self.verleend_cent

    def bekendgemaakt(self, plafond: Plafond) -> "Plafondstand":
        """The ledger under a newer version of the scheme: raised or the same.

        Lowering needs the three conditions of Awb 4:28 and is refused.
        """
        if plafond.bedrag_cent < self.bedrag_cent:
            melding = "Een bekendgemaakt plafond verlagen kan hier niet (artikel 4:27 en 4:28 Awb)."
            fout = Fout("plafonds", "verlaagd", f"Het plafond van gemeente {plafond.gemeente} is lager dan het was.")
            raise conflict("plafond-verlaagd", melding, fout)
        return dataclasses.replace(self, bedrag_cent=plafond.bedrag_cent)

    def na_verlening(self, bedrag_cent: int) -> "Plafondstand":
        """The ledger with one more grant."""
        return dataclasses.replace(self, verleend_cent=self.verleend_cent + bedrag_cent)
