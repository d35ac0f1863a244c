"""Starts and stops, retours and envelopes: what hangs on a message beside the queue."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.application.post.berichtenpoorten import Heenbestand, Leveringfilter, Leveringlezing, Leveringregel
from declaraties.application.post.lezen import Zicht
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.regie.leveringstand import Melding, leveringstand
from declaraties.domain.standaard.berichten.retour import Retour

_ZICHTBAAR = "(:alles OR {0}agb_code = ANY(:agb) OR {0}gemeente = ANY(:gemeenten))"
_ONBEKEND = "TR019"


class BerichtUitRepository:
    """Rows by the number of the message that they belong to."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    async def volgend_kenmerk(self) -> str:
        """An identificatie that no other message of this service has; 12 characters."""
        nummer = (await self._session.execute(text("SELECT nextval('bericht_uit_nummer')"))).scalar_one()
        return f"RISB{nummer:08d}"

    async def bewaar_retour(self, nummer: int, retour: Retour, inhoud: bytes, *, nu: dt.datetime) -> None:
        """Store the retour to a message, encrypted; it is fetched as its answer."""
        invoegen = (
            "INSERT INTO antwoord (bestand_nummer, identificatie, inhoud, gemaakt_op)"
            " VALUES (:nummer, :identificatie, :inhoud, :nu)"
        )
        waarden = {
            "nummer": nummer,
            "identificatie": retour.identificatie,
            "inhoud": self._privacy.encrypt_file(inhoud),
            "nu": nu,
        }
        await self._session.execute(text(invoegen), waarden)

    async def bewaar_betrokkene(self, nummer: int, client: bytes) -> None:
        """Remember by pseudonym whom a message is about."""
        invoegen = "INSERT INTO betrokkene (bestand_nummer, client) VALUES (:nummer, :client) ON CONFLICT DO NOTHING"
        await self._session.execute(text(invoegen), {"nummer": nummer, "client": client})

    async def betrokkenen(self, nummer: int) -> Sequence[bytes]:
        """Pseudonyms of the persons that a message is about, as far as it is about one."""
        vraag = text("SELECT client FROM betrokkene WHERE bestand_nummer = :nummer")
        return list((await self._session.execute(vraag, {"nummer": nummer})).scalars())

    async def bewaar_leveringen(self, regels: Iterable[Leveringregel]) -> None:
        """Store starts and stops as they were received."""
        rijen = [
            {
                "bestand_nummer": regel.bestand.nummer,
                "positie": regel.positie,
                "gemeente": regel.bestand.kop.gemeente,
                "wet": regel.bestand.kop.wet.value,
                "agb_code": regel.bestand.kop.agb_code,
                "client": regel.client,
                "toewijzing": regel.toewijzing,
                "categorie": regel.melding.categorie,
                "code": regel.melding.code,
                "begindatum": regel.melding.begindatum,
                "einddatum": regel.melding.einddatum,
                "reden": regel.melding.reden,
                "status_aanlevering": regel.melding.status_aanlevering,
                "ontvangen_op": regel.bestand.ontvangen_op,
            }
            for regel in regels
        ]
        kolommen, plaatsen = ", ".join(rijen[0]), ", ".join(f":{naam}" for naam in rijen[0])
        await self._session.execute(text(f"INSERT INTO levering ({kolommen}) VALUES ({plaatsen})"), rijen)

    async def leveringen(self, zicht: Zicht, filters: Leveringfilter) -> Sequence[Leveringlezing]:
        """How delivery stands per toewijzing, newest number last; starts without a number stand together."""
        vraag = (
            "SELECT l.gemeente, l.wet, coalesce(l.toewijzing, -1) AS nummer, l.agb_code, l.client,"
            " max(l.ontvangen_op) AS gemeld_op, bool_or(t.nummer IS NOT NULL) AS bekend,"
            " jsonb_agg(jsonb_build_array(l.categorie, l.code, l.begindatum, l.einddatum, l.reden,"
            " l.status_aanlevering)) AS meldingen FROM levering l LEFT JOIN toewijzing t"
            " ON (t.gemeente, t.wet, t.nummer) = (l.gemeente, l.wet, l.toewijzing)"
            f" AND t.agb_code = l.agb_code AND t.client = l.client WHERE {_ZICHTBAAR.format('l.')}"
            " AND (CAST(:gemeente AS text) IS NULL OR l.gemeente = :gemeente)"
            " AND (CAST(:wet AS text) IS NULL OR l.wet = :wet)"
            " AND (CAST(:nummer AS bigint) IS NULL OR l.toewijzing = :nummer)"
            " GROUP BY 1, 2, 3, 4, 5 HAVING CAST(:na AS bytea) IS NULL"
            " OR convert_to(concat_ws('|', l.gemeente, l.wet, lpad((coalesce(l.toewijzing, -1) + 1)::text, 10, '0'),"
            " l.agb_code, encode(l.client, 'hex')), 'UTF8') > :na"
            " ORDER BY convert_to(concat_ws('|', l.gemeente, l.wet, lpad((coalesce(l.toewijzing, -1) + 1)::text, 10,"
            " '0'), l.agb_code, encode(l.client, 'hex')), 'UTF8') LIMIT :limiet"
        )
        waarden = {
            **_ogen(zicht),
            "gemeente": filters.gemeente,
            "wet": filters.wet,
            "nummer": filters.toewijzing_nummer,
            "na": filters.na,
            "limiet": filters.limiet,
        }
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [_levering(rij) for rij in rijen]

    async def heenbestand(self, bestand: Bestand, identificatie: str) -> Heenbestand | None:
        """The 301 of ours with this identificatie between the same parties, and whether it was answered before."""
        vraag = (
            "SELECT b.nummer, r.bestand_nummer IS NOT NULL AS beantwoord FROM bestand b"
            " LEFT JOIN retour r ON r.heen_nummer = b.nummer WHERE b.soort = '301' AND b.bron = 'bureau'"
            " AND b.wet = :wet AND b.gemeente = :gemeente AND b.agb_code = :agb AND b.identificatie = :identificatie"
        )
        kop = bestand.kop
        waarden = {"wet": kop.wet.value, "gemeente": kop.gemeente, "agb": kop.agb_code, "identificatie": identificatie}
        rij = (await self._session.execute(text(vraag), waarden)).one_or_none()
        return None if rij is None else Heenbestand(nummer=rij.nummer, beantwoord=rij.beantwoord)

    async def koppel_retour(self, nummer: int, heen_nummer: int, retourcodes: Sequence[str]) -> None:
        """Remember that this 302 answers that 301."""
        invoegen = text("INSERT INTO retour VALUES (:nummer, :heen, :codes)")
        codes = "+".join(retourcodes)
        await self._session.execute(invoegen, {"nummer": nummer, "heen": heen_nummer, "codes": codes})

    async def retour_op(self, nummer: int) -> tuple[uuid.UUID, str] | None:
        """Id and retourcodes of the 302 that answered our 301."""
        vraag = (
            "SELECT b.id, r.retourcodes FROM retour r JOIN bestand b ON b.nummer = r.bestand_nummer"
            " WHERE r.heen_nummer = :nummer"
        )
        rij = (await self._session.execute(text(vraag), {"nummer": nummer})).one_or_none()
        return None if rij is None else (rij.id, rij.retourcodes)

    async def bewaar_envelop(
        self, zender: str, referentienummer: uuid.UUID, nummer: int, *, nu: dt.datetime
    ) -> tuple[int, bool]:
        """Number of the message that came in this envelope, and whether the envelope is new (IB016)."""
        waarden = {"zender": zender, "ref": referentienummer, "nummer": nummer, "nu": nu}
        invoegen = (
            "INSERT INTO envelop (zender, referentienummer, bestand_nummer, ontvangen_op)"
            " VALUES (:zender, :ref, :nummer, :nu) ON CONFLICT DO NOTHING RETURNING bestand_nummer"
        )
        if (await self._session.execute(text(invoegen), waarden)).first():
            return nummer, True
        vraag = "SELECT bestand_nummer FROM envelop WHERE zender = :zender AND referentienummer = :ref"
        return int((await self._session.execute(text(vraag), waarden)).scalar_one()), False

    async def envelop_van(self, nummer: int) -> uuid.UUID | None:
        """Referentienummer of the envelope that a message came in; the first one when it came in several."""
        vraag = text(
            "SELECT referentienummer FROM envelop WHERE bestand_nummer = :nummer ORDER BY ontvangen_op LIMIT 1"
        )
        gevonden: uuid.UUID | None = (await self._session.execute(vraag, {"nummer": nummer})).scalar()
        return gevonden

    async def opslag_van(self, nummer: int) -> str:
        """Name under which the bytes of a message are stored."""
        vraag = text("SELECT opslag FROM bestand WHERE nummer = :nummer")
        return str((await self._session.execute(vraag, {"nummer": nummer})).scalar_one())


def _ogen(zicht: Zicht) -> dict[str, Any]:
    return {"alles": zicht.alles, "agb": list(zicht.agb), "gemeenten": list(zicht.gemeenten)}


def _levering(rij: Any) -> Leveringlezing:
    stand = leveringstand(_melding(*velden) for velden in rij["meldingen"])
    nummer = None if rij["nummer"] == -1 else rij["nummer"]
    opmerkingen = stand.opmerkingen if rij["bekend"] else (_ONBEKEND, *stand.opmerkingen)
    return Leveringlezing(
        gemeente=rij["gemeente"],
        wet=rij["wet"],
        toewijzing_nummer=nummer,
        agb_code=rij["agb_code"],
        client=rij["client"],
        status=stand.status.value,
        begindatum=stand.begindatum,
        einddatum=stand.einddatum,
        reden_beeindiging=stand.reden,
        opmerkingen=opmerkingen if nummer is not None else stand.opmerkingen,
        gemeld_op=rij["gemeld_op"],
    )


def _melding(categorie: str | None, code: str | None, begin: str, *rest: str | None) -> Melding:
    einde, reden, status = rest
    return Melding(
        categorie=categorie,
        code=code,
        begindatum=dt.date.fromisoformat(begin),
        einddatum=dt.date.fromisoformat(einde) if einde else None,
        reden=reden,
        status_aanlevering=str(status),
    )
