"""The release of a run by a second person.

Order: everything is checked under a lock on the run, then the release is written durably in the register outside the
database, then the transaction commits, and only after that can anybody fetch the file. When the process falls over
between register and commit, or the database is put back to an earlier state, the register knows: the same run gives the
same file under the same MsgId, and no other run can hold its payables.
"""

import asyncio
import dataclasses
import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping, Sequence

from risb_kern.act import Handeling
from risb_kern.errors import Fout, conflict, not_found
from risb_zaak.ports import JSON

from declaraties.application.belang import belang_van, met_organisatie
from declaraties.application.betalen.opdrachten.termijnen_vergelijken import termijnen_vergelijken
from declaraties.application.betalen.ports import Betaalbestand, Betaalgereedschap, Overboeking
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalrun import Betaalrun
from declaraties.domain.betalen.betaalvrijgave import Akkoord, Vrijgave, controleer_vrijgave
from declaraties.domain.betalen.events import Betalingdeel, BetalingVrijgegeven


async def betaalrun_vrijgeven(
    uow: Uow, handeling: Handeling, run_id: uuid.UUID, akkoord: Akkoord, *, gereedschap: Betaalgereedschap
) -> Vrijgave:
    """Release the run; gives what the register holds. `moment` in it is that of the first release."""
    run = await uow.betaalruns.get(run_id)
    if run is None:
        raise not_found("De betaalrun")
    eerder = await asyncio.to_thread(gereedschap.register.find, run_id)
    # What already went out is recorded as it went, also when it could not go out today.
    actueel = None if eerder else await uow.betaalruns.read_actueel(run, dag=handeling.vandaag)
    van = await belang_van(uow, *(one.agb_code for one in run.betalingen))
    if actueel is not None:
        gewijzigd, geblokkeerd = await termijnen_vergelijken(uow, run), await uow.betaalblokkades.list()
        actueel = dataclasses.replace(actueel, gewijzigd=gewijzigd, geblokkeerd=geblokkeerd)
    wie, keten = await met_organisatie(uow, handeling), await uow.timeline.list(f"betaalrun:{run.id}")
    controleer_vrijgave(run, akkoord, actueel, handeling=wie, van=van, keten=keten)
    await _require_whole_register(uow, gereedschap)
    moment = eerder.moment if eerder else handeling.op
    order = _bestand(run, _numbers(run, gereedschap), moment=moment)
    bestand = await asyncio.to_thread(gereedschap.write, order)
    vrijgave = Vrijgave(
        run_id=run.id,
        msg_id=run.msg_id,
        moment=moment,
        sha256=hashlib.sha256(bestand).hexdigest(),
        bedrag_cent=run.bedrag_cent,
        regels={one.id.hex: one.sleutels for one in run.betalingen},
    )
    geschreven = await asyncio.to_thread(gereedschap.register.release, vrijgave)
    if geschreven.sha256 != vrijgave.sha256:
        melding = "Het register kent een ander bestand voor deze run. Betaal niets en meld dit bij beheer."
        raise conflict("register-wijkt-af", melding)
    await uow.betaalruns.release(geschreven, door=akkoord.door, bestand=bestand, hersteld=eerder is not None)
    for gebeurtenis in _told(run, await uow.betaalruns.list_delen(run.id)):
        uow.emit(gebeurtenis)
    gegevens = _gegevens(geschreven, hersteld=eerder is not None)
    await uow.timeline.add(run.zaak, "betaalrun_vrijgeven", handeling, gegevens)
    return geschreven


def _gegevens(vrijgave: Vrijgave, *, hersteld: bool) -> Mapping[str, JSON]:
    return {"bedrag_cent": vrijgave.bedrag_cent, "sha256": vrijgave.sha256, "hersteld": hersteld}


async def _require_whole_register(uow: Uow, gereedschap: Betaalgereedschap) -> None:
    """An empty or older register protects nothing: it must know every release that the database knows."""
    bekend = await uow.betaalruns.list_vrijgegeven()
    if bekend - await asyncio.to_thread(gereedschap.register.list_runs):
        melding = "In het register ontbreken eerdere vrijgaven. Betaal niets en meld dit bij beheer."
        raise conflict("register-onvolledig", melding)


def _numbers(run: Betaalrun, gereedschap: Betaalgereedschap) -> Mapping[uuid.UUID, str]:
    """The account numbers by id of the account; DomainError that names every one that does not fit."""
    rekeningen = [run.rekening, *(one.rekening for one in run.betalingen)]
    nummers = {one.id: gereedschap.open(one) for one in rekeningen}
    fouten = [
        Fout(one.houder, "rekening-onbruikbaar", f"De rekening van {one.houder} is niet te lezen of geen geldig IBAN.")
        for one in rekeningen
        if nummers[one.id] is None
    ]
    if fouten:
        melding = "Een rekening in deze betaalrun past niet. Trek hem in en bereid een nieuwe voor."
        raise conflict("rekening-onbruikbaar", melding, *fouten)
    return {kenmerk: nummer for kenmerk, nummer in nummers.items() if nummer is not None}


def _bestand(run: Betaalrun, nummers: Mapping[uuid.UUID, str], *, moment: dt.datetime) -> Betaalbestand:
    return Betaalbestand(
        msg_id=run.msg_id,
        moment=moment,
        uitvoerdatum=run.uitvoerdatum,
        naam=run.rekening.naam,
        iban=nummers[run.rekening.id],
        overboekingen=[
            Overboeking(
                kenmerk=one.id.hex,
                naam=one.rekening.naam,
                iban=nummers[one.rekening.id],
                bedrag_cent=one.bedrag_cent,
                omschrijving=f"Betaalrun {run.nummer} gemeente {run.gemeente} AGB {one.agb_code}",
            )
            for one in run.betalingen
        ],
    )


def _told(run: Betaalrun, delen: Mapping[uuid.UUID, Sequence[Betalingdeel]]) -> list[BetalingVrijgegeven]:
    return [
        BetalingVrijgegeven(
            betaling_id=str(one.id),
            betaalrun_id=str(run.id),
            agb_code=one.agb_code,
            gemeente=run.gemeente,
            bedrag_cent=one.bedrag_cent,
            betaalopdrachten=len(one.opdrachten),
            uitvoerdatum=run.uitvoerdatum,
            regels=delen[one.id],
        )
        for one in run.betalingen
    ]
