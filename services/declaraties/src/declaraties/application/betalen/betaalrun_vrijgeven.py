"""The release of a run by a second person, and its withdrawal.

Order: everything is checked under a lock on the run, then the release is written durably in the register outside the
database, then the transaction commits, and only after that can anybody fetch the file. When the process falls over
between register and commit, or the database is put back to an earlier state, the register knows: the same run gives the
same file under the same MsgId, and no other run can hold its payables.
"""

import asyncio
import datetime as dt
import hashlib
import uuid

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Kind

from declaraties.application.betalen.ports import Betaalbestand, Betaaleenheid, Betaalgereedschap, Overboeking
from declaraties.domain.betalen.betaalrun import Betaalrun
from declaraties.domain.betalen.betaalvrijgave import Akkoord, Vrijgave, controleer_vrijgave
from declaraties.domain.betalen.events import BetalingVrijgegeven


async def geef_run_vrij(
    uow: Betaaleenheid, run_id: uuid.UUID, akkoord: Akkoord, *, gereedschap: Betaalgereedschap, klok: Clock
) -> Vrijgave:
    """Release the run; gives what the register holds. `moment` in it is that of the first release."""
    run = await _haal(uow, run_id)
    eerder = await asyncio.to_thread(gereedschap.register.vrijgave, run_id)
    # What already went out is recorded as it went, also when it could not go out today.
    actueel = None if eerder else await uow.betalingen.actueel(run, dag=klok.vandaag())
    controleer_vrijgave(run, akkoord, actueel, vandaag=klok.vandaag())
    await _eis_heel_register(uow, gereedschap)
    moment = eerder.moment if eerder else klok.nu()
    order = _bestand(run, gereedschap, moment=moment)
    bestand = await asyncio.to_thread(gereedschap.schrijf, order)
    vrijgave = Vrijgave(
        run_id=run.id,
        msg_id=run.msg_id,
        moment=moment,
        sha256=hashlib.sha256(bestand).hexdigest(),
        bedrag_cent=run.bedrag_cent,
        regels={een.id.hex: een.sleutels for een in run.betalingen},
    )
    geschreven = await asyncio.to_thread(gereedschap.register.geef_vrij, vrijgave)
    if geschreven.sha256 != vrijgave.sha256:
        melding = "Het register kent een ander bestand voor deze run. Betaal niets en meld dit bij beheer."
        raise DomainError(Kind.CONFLICT, "register-wijkt-af", melding)
    await uow.betalingen.zet_vrijgegeven(geschreven, door=akkoord.door, bestand=bestand, hersteld=eerder is not None)
    for gebeurtenis in _vertel(run):
        uow.emit(gebeurtenis)
    return geschreven


async def _eis_heel_register(uow: Betaaleenheid, gereedschap: Betaalgereedschap) -> None:
    """An empty or older register protects nothing: it must know every release that the database knows."""
    bekend = await uow.betalingen.vrijgegeven_runs()
    if bekend - await asyncio.to_thread(gereedschap.register.runs):
        melding = "In het register ontbreken eerdere vrijgaven. Betaal niets en meld dit bij beheer."
        raise DomainError(Kind.CONFLICT, "register-onvolledig", melding)


async def trek_run_in(
    uow: Betaaleenheid,
    run_id: uuid.UUID,
    reden: str,
    *,
    door: str,
    gereedschap: Betaalgereedschap,
    klok: Clock,
) -> Betaalrun:
    """Give the payables of a concept run back; 409 when the register says that its file went out."""
    run = await _haal(uow, run_id)
    run.eis_concept()
    if await asyncio.to_thread(gereedschap.register.vrijgave, run_id) is not None:
        melding = "Volgens het register is deze run al vrijgegeven. Geef hem opnieuw vrij om dat te herstellen."
        raise DomainError(Kind.CONFLICT, "volgens-register-vrijgegeven", melding)
    await uow.betalingen.zet_ingetrokken(run, reden, door=door, nu=klok.nu())
    return run


async def _haal(uow: Betaaleenheid, run_id: uuid.UUID) -> Betaalrun:
    run = await uow.betalingen.run(run_id)
    if run is None:
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "De betaalrun is niet gevonden.")
    return run


def _bestand(run: Betaalrun, gereedschap: Betaalgereedschap, *, moment: dt.datetime) -> Betaalbestand:
    return Betaalbestand(
        msg_id=run.msg_id,
        moment=moment,
        uitvoerdatum=run.uitvoerdatum,
        naam=run.rekening.naam,
        iban=gereedschap.ontsleutel(run.rekening.nummer),
        overboekingen=[
            Overboeking(
                kenmerk=een.id.hex,
                naam=een.rekening.naam,
                iban=gereedschap.ontsleutel(een.rekening.nummer),
                bedrag_cent=een.bedrag_cent,
                omschrijving=f"Betaalrun {run.nummer} gemeente {run.gemeente} AGB {een.agb_code}",
            )
            for een in run.betalingen
        ],
    )


def _vertel(run: Betaalrun) -> list[BetalingVrijgegeven]:
    return [
        BetalingVrijgegeven(
            betaling_id=str(een.id),
            betaalrun_id=str(run.id),
            agb_code=een.agb_code,
            gemeente=run.gemeente,
            bedrag_cent=een.bedrag_cent,
            betaalopdrachten=len(een.opdrachten),
            uitvoerdatum=run.uitvoerdatum,
        )
        for een in run.betalingen
    ]
