"""Events of contracting and toezicht, and who handles them."""

from collections.abc import Mapping

from declaraties.application.betalen.ports import AANBIEDER, GEMEENTE
from declaraties.application.toewijzen.contractfeiten import (
    Aanbiederfeit,
    Deelnamefeit,
    Maatregeleinde,
    Maatregelfeit,
    Overeenkomsteinde,
    Overeenkomstfeit,
    Prijsfeit,
    Termijnfeit,
    Toelatingfeit,
)
from declaraties.entrypoints.handlers.beoordelen import bestedingsruimte_vastgesteld
from declaraties.entrypoints.handlers.betalen import account_of, betaalblokkade_vastgesteld
from declaraties.entrypoints.handlers.envelope import Handler
from declaraties.entrypoints.handlers.toewijzen import follow

HANDLERS: Mapping[str, Handler] = {
    "AanbiederGeregistreerd.v1": follow(Aanbiederfeit),
    "AanbiederToegelaten.v1": follow(Toelatingfeit),
    "RekeningVastgesteld.v1": account_of(AANBIEDER, "agb_code"),
    "GemeenterekeningVastgesteld.v1": account_of(GEMEENTE, "gemeente"),
    "BetaalblokkadeVastgesteld.v1": betaalblokkade_vastgesteld,
    "BestedingsruimteVastgesteld.v1": bestedingsruimte_vastgesteld,
    "OvereenkomstGesloten.v1": follow(Overeenkomstfeit),
    "OvereenkomstBeeindigd.v1": follow(Overeenkomsteinde),
    "OvereenkomstBeeindigingIngetrokken.v1": follow(Overeenkomsteinde),
    "OvereenkomstVerlengd.v1": follow(Overeenkomsteinde),
    "PrijsVastgesteld.v1": follow(Prijsfeit),
    "BetaaltermijnVastgesteld.v1": follow(Termijnfeit),
    "RegioDeelnameVastgelegd.v1": follow(Deelnamefeit),
    "MaatregelOpgelegd.v1": follow(Maatregelfeit),
    "MaatregelBeeindigd.v1": follow(Maatregeleinde),
}
