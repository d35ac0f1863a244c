"""Received messages, their queue and their answers."""

import asyncio
import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Any

from risb_kern.privacy import Privacy
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.adapters.standaard.xml.schrijven import schrijf_325
from declaraties.application.post.poorten import Ontvangst
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus, Bestand
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.profielen import Soort, Wet

KANAAL = "bestand"
SLOT = 323  # first key of the advisory locks that keep the order per aanbieder and wet
_KOLOMMEN = "nummer, id, soort, wet, afzender, agb_code, gemeente, opslag, trace_id, ontvangen_op"


class BestandRepository:
    """The table `bestand` and what hangs on it; SQL that two workers may run at once."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    async def neem_aan(self, ontvangst: Ontvangst) -> tuple[Bestand, bool]:
        """The stored message, and whether it is new: the same bytes of the same sender are one message."""
        kop = ontvangst.kop
        waarden = {
            "id": uuid.uuid4(),
            "soort": kop.soort.value,
            "wet": kop.wet.value,
            "afzender": kop.afzender,
            "agb_code": kop.agb_code,
            "gemeente": kop.gemeente,
            "bron": ontvangst.bron,
            "sha256": ontvangst.sha256,
            "grootte": ontvangst.grootte,
            "opslag": ontvangst.opslag,
            "ingediend_door": ontvangst.ingediend_door,
            "trace_id": ontvangst.trace_id,
            "ontvangen_op": ontvangst.ontvangen_op,
            "status": Berichtstatus.ONTVANGEN.value,
        }
        kolommen, plaatsen = ", ".join(waarden), ", ".join(f":{naam}" for naam in waarden)
        invoegen = (
            f"INSERT INTO bestand ({kolommen}, telt) VALUES ({plaatsen}, false)"
            f" ON CONFLICT (afzender, sha256) DO NOTHING RETURNING {_KOLOMMEN}"
        )
        rij = (await self._session.execute(text(invoegen), waarden)).mappings().first()
        if rij is not None:
            await self._session.execute(text("SELECT pg_notify(:kanaal, '')"), {"kanaal": KANAAL})
            return _bestand(rij), True
        zoeken = f"SELECT {_KOLOMMEN} FROM bestand WHERE afzender = :afzender AND sha256 = :sha256"
        return _bestand((await self._session.execute(text(zoeken), waarden)).mappings().one()), False

    async def wachtende(self, hoogstens: int = 50) -> Sequence[int]:
        """Numbers of the messages that are first in line of their aanbieder and wet, oldest first."""
        vraag = (
            "SELECT min(nummer) AS eerste FROM bestand WHERE status = 'ontvangen'"
            " GROUP BY agb_code, wet ORDER BY eerste LIMIT :hoogstens"
        )
        return list((await self._session.execute(text(vraag), {"hoogstens": hoogstens})).scalars())

    async def neem(self, nummer: int) -> Bestand | None:
        """Take a message for this transaction; None when another worker has it, or it is no longer first in line."""
        slot = (
            "SELECT pg_try_advisory_xact_lock(:slot, hashtext(agb_code || '|' || wet))"
            " FROM bestand WHERE nummer = :nummer"
        )
        if not (await self._session.execute(text(slot), {"slot": SLOT, "nummer": nummer})).scalar():
            return None
        vraag = (
            f"SELECT {_KOLOMMEN} FROM bestand b WHERE nummer = :nummer AND status = 'ontvangen' AND NOT EXISTS ("
            " SELECT 1 FROM bestand o WHERE o.status = 'ontvangen' AND o.agb_code = b.agb_code AND o.wet = b.wet"
            " AND o.nummer < b.nummer) FOR UPDATE OF b SKIP LOCKED"
        )
        rij = (await self._session.execute(text(vraag), {"nummer": nummer})).mappings().first()
        return None if rij is None else _bestand(rij)

    async def rond_af(self, nummer: int, afloop: Afloop, *, nu: dt.datetime) -> None:
        """Store the end of a message; it leaves the queue with the commit."""
        waarden: dict[str, Any] = {
            veld.name: getattr(afloop, veld.name)
            for veld in dataclasses.fields(afloop)
            if veld.name not in {"leesfouten", "bevindingen"}
        }
        waarden["status"], waarden["uitkomst"] = afloop.status.value, afloop.uitkomst and afloop.uitkomst.value
        lijsten = {
            naam: json.dumps([dataclasses.asdict(een) for een in getattr(afloop, naam)])
            for naam in ("leesfouten", "bevindingen")
        }
        zetten = ", ".join(
            [*(f"{naam} = :{naam}" for naam in waarden), *(f"{naam} = CAST(:{naam} AS jsonb)" for naam in lijsten)]
        )
        await self._session.execute(
            text(f"UPDATE bestand SET {zetten}, verwerkt_op = :nu WHERE nummer = :nummer"),
            {**waarden, **lijsten, "nu": nu, "nummer": nummer},
        )

    async def bewaar_antwoord(self, nummer: int, antwoord: Antwoord325, *, nu: dt.datetime) -> None:
        """Store the 325, encrypted; writing a long one takes seconds, so a thread does it."""
        inhoud = await asyncio.to_thread(lambda: self._privacy.encrypt_file(schrijf_325(antwoord)))
        await self._session.execute(
            text(
                "INSERT INTO antwoord (bestand_nummer, identificatie, inhoud, gemaakt_op)"
                " VALUES (:nummer, :identificatie, :inhoud, :nu)"
            ),
            {
                "nummer": nummer,
                "identificatie": antwoord.header.bericht_identificatie.identificatie,
                "inhoud": inhoud,
                "nu": nu,
            },
        )

    async def antwoord_van(self, nummer: int) -> bytes | None:
        """The 325 as it was written, or None when there is none."""
        vraag = text("SELECT inhoud FROM antwoord WHERE bestand_nummer = :nummer")
        inhoud = (await self._session.execute(vraag, {"nummer": nummer})).scalar()
        return None if inhoud is None else self._privacy.decrypt_file(inhoud)

    async def eerder_ontvangen(self, bestand: Bestand, identificatie: str) -> bool:
        """True when another message of this kind of this sender that counts had the same identificatie (TR056)."""
        vraag = (
            "SELECT EXISTS (SELECT 1 FROM bestand WHERE afzender = :afzender AND wet = :wet AND soort = :soort"
            " AND telt AND identificatie = :identificatie AND nummer <> :nummer)"
        )
        waarden = {
            "afzender": bestand.kop.afzender,
            "wet": bestand.kop.wet.value,
            "soort": bestand.kop.soort.value,
            "identificatie": identificatie,
            "nummer": bestand.nummer,
        }
        return bool((await self._session.execute(text(vraag), waarden)).scalar())

    async def begin_poging(self, nummer: int, *, nu: dt.datetime) -> int:
        """Count a try, in a transaction of its own; gives how many there are now."""
        tellen = (
            "INSERT INTO poging (bestand_nummer, aantal, begonnen_op) VALUES (:nummer, 1, :nu)"
            " ON CONFLICT (bestand_nummer) DO UPDATE SET aantal = poging.aantal + 1, begonnen_op = :nu"
            " RETURNING aantal"
        )
        return int((await self._session.execute(text(tellen), {"nummer": nummer, "nu": nu})).scalar_one())

    async def trek_poging_in(self, nummer: int) -> None:
        """Take a try back that failed through no fault of the message."""
        intrekken = text("UPDATE poging SET aantal = aantal - 1 WHERE bestand_nummer = :nummer AND aantal > 0")
        await self._session.execute(intrekken, {"nummer": nummer})

    async def noteer_fout(self, nummer: int, fout: str) -> None:
        """Remember the kind of error of the last try; never its text, which may hold personal data."""
        noteren = text("UPDATE poging SET fout = :fout WHERE bestand_nummer = :nummer")
        await self._session.execute(noteren, {"nummer": nummer, "fout": fout})

    async def hervat(self, nummer: int) -> None:
        """Put a message that was set apart back in its queue, with fresh tries."""
        waarden = {"nummer": nummer, "kanaal": KANAAL}
        await self._session.execute(text("DELETE FROM poging WHERE bestand_nummer = :nummer"), waarden)
        terug = "UPDATE bestand SET status = 'ontvangen', reden = NULL, verwerkt_op = NULL WHERE nummer = :nummer"
        await self._session.execute(text(terug), waarden)
        await self._session.execute(text("SELECT pg_notify(:kanaal, '')"), waarden)

    async def wachtrij(self) -> tuple[int, list[dt.datetime]]:
        """How many messages wait, and when each waiting 323 came in."""
        vraag = "SELECT soort, ontvangen_op FROM bestand WHERE status = 'ontvangen'"
        rijen = (await self._session.execute(text(vraag))).all()
        return len(rijen), [rij.ontvangen_op for rij in rijen if rij.soort == Soort.DECLARATIE]


def _bestand(rij: RowMapping) -> Bestand:
    soort = Soort(rij["soort"])
    partijen = (rij["gemeente"], rij["agb_code"])
    afzender, ontvanger = partijen if soort.van_gemeente else partijen[::-1]
    return Bestand(
        nummer=rij["nummer"],
        id=rij["id"],
        kop=Berichtkop(wet=Wet(rij["wet"]), soort=soort, afzender=afzender, ontvanger=ontvanger),
        opslag=rij["opslag"],
        trace_id=rij["trace_id"],
        ontvangen_op=rij["ontvangen_op"],
    )
