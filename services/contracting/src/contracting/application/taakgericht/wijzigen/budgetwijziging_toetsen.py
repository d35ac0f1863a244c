from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro
from risb_recht.periode import Periode

from contracting.application.taakgericht.locked import lopende_termijnen
from contracting.application.uow import Uow
from contracting.domain.taakgericht.budgetovereenkomst import Budgetovereenkomst
from contracting.domain.taakgericht.budgetwijziging import Budgetregel, Budgetwijziging


async def budgetwijziging_toetsen(
    uow: Uow, wijziging: Budgetwijziging, overeenkomst: Budgetovereenkomst, regel: Budgetregel
) -> None:
    """Its terms fall within the agreement, and nobody gives more than it still has to come."""
    looptijd = Periode(van=overeenkomst.ingangsdatum, tot=overeenkomst.einddatum)
    if not all(dag in looptijd for dag in (wijziging.vervaldata[0], wijziging.vervaldata[-1])):
        melding = f"Niet elke termijn valt binnen de looptijd van de overeenkomst met {regel.agb_code}."
        raise refused("termijnen-buiten-looptijd", melding, Fout("eersteVervaldatum", "buiten-looptijd", melding))
    nog = sum(
        one.bedrag_cent
        for one in await lopende_termijnen(uow.termijnen, overeenkomst.id)
        if one.jaar == wijziging.jaar and one.vervaldatum >= wijziging.eerste_vervaldatum
    )
    if nog + regel.bedrag_cent < 0:
        raise conflict("meer-dan-er-komt", f"Aanbieder {regel.agb_code} krijgt dit jaar nog {euro(nog)}.")
