"""Changing an agreement: with a coded reason, under an article, and counted with all changes before it."""

from dataclasses import replace

from risb_kern.errors import Fout, conflict, refused
from risb_recht.kalender import maanden_later

from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.wijziging import (
    UITVOEREN_MAANDEN,
    Wijziging,
    Wijzigingsgrond,
)


def wijzig(overeenkomst: Overeenkomst, wijziging: Wijziging) -> Overeenkomst:
    """Add a change that holds within the agreement, from today on."""
    if overeenkomst.reden_einde is not None:
        raise conflict("overeenkomst-beeindigd", f"De overeenkomst is beëindigd per {overeenkomst.einddatum:%d-%m-%Y}.")
    _ingang_klopt(overeenkomst, wijziging)
    if wijziging.bedrag_cent and overeenkomst.waarde_cent is None:
        melding = "Van deze overeenkomst is de oorspronkelijke waarde niet bekend. Noem haar bij de wijziging."
        raise refused("waarde-onbekend", melding, Fout("waardeCent", "ontbreekt", melding))
    return replace(overeenkomst, wijzigingen=(*overeenkomst.wijzigingen, wijziging))


def met_waarde(overeenkomst: Overeenkomst, waarde_cent: int | None) -> Overeenkomst:
    """The agreement with its original value, when that was not known yet; once known it never changes."""
    if waarde_cent is None or waarde_cent == overeenkomst.waarde_cent:
        return overeenkomst
    if overeenkomst.waarde_cent is not None:
        melding = "De oorspronkelijke waarde staat al vast en verandert niet. Laat haar weg."
        raise conflict("waarde-staat-vast", melding)
    return replace(overeenkomst, waarde_cent=waarde_cent)


def _ingang_klopt(overeenkomst: Overeenkomst, wijziging: Wijziging) -> None:
    vandaag, dag = wijziging.besloten_op, wijziging.ingangsdatum
    if dag < vandaag or not overeenkomst.loopt_op(dag):
        melding = f"Kies een dag vanaf {vandaag:%d-%m-%Y} binnen de looptijd van de overeenkomst."
        raise refused("ingang-past-niet", melding, Fout("ingangsdatum", "past-niet", melding))
    uiterlijk = maanden_later(vandaag, UITVOEREN_MAANDEN.op(vandaag))
    if wijziging.grond is Wijzigingsgrond.CLAUSULE and dag > uiterlijk:
        melding = f"Een wijziging op een clausule wordt uiterlijk op {uiterlijk:%d-%m-%Y} uitgevoerd (artikel 1.4)."
        raise refused("uitvoering-te-laat", melding, Fout("ingangsdatum", "te-laat", melding))
