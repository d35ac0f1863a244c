"""Starts and stops as they were told, and the retours on what we sent."""

import uuid
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.application.regie.ports import Heenbestand, Leveringen, Leveringregel, Retouren
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.regie.leveringstand import Melding


class SqlLeveringen(Leveringen):
    """The table `levering`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list_of_client(
        self, bestand: Bestand, client: bytes, toewijzingen: Collection[int | None]
    ) -> Sequence[tuple[int | None, Melding]]:
        vraag = (
            "SELECT toewijzing, categorie, code, begindatum, einddatum, reden, status_aanlevering FROM levering"
            " WHERE (agb_code, wet, gemeente, client) = (:agb, :wet, :gemeente, :client)"
            " AND (toewijzing = ANY(CAST(:nummers AS bigint[])) OR (:zonder AND toewijzing IS NULL))"
            " ORDER BY bestand_nummer, positie"
        )
        waarden = {
            "agb": bestand.kop.agb_code,
            "wet": bestand.kop.wet.value,
            "gemeente": bestand.kop.gemeente,
            "client": client,
            "nummers": [nummer for nummer in toewijzingen if nummer is not None],
            "zonder": None in toewijzingen,
        }
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [(rij["toewijzing"], _melding(rij)) for rij in rijen]

    @override
    async def add(self, regels: Iterable[Leveringregel]) -> None:
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
        if not rijen:
            return
        kolommen, plaatsen = ", ".join(rijen[0]), ", ".join(f":{naam}" for naam in rijen[0])
        await self._session.execute(text(f"INSERT INTO levering ({kolommen}) VALUES ({plaatsen})"), rijen)


def _melding(rij: RowMapping) -> Melding:
    return Melding(
        categorie=rij["categorie"],
        code=rij["code"],
        begindatum=rij["begindatum"],
        einddatum=rij["einddatum"],
        reden=rij["reden"],
        status_aanlevering=rij["status_aanlevering"],
    )


class SqlRetouren(Retouren):
    """The table `retour`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def find_heenbestand(self, bestand: Bestand, identificatie: str) -> Heenbestand | None:
        vraag = (
            "SELECT b.nummer, r.bestand_nummer IS NOT NULL AS beantwoord FROM bestand b"
            " LEFT JOIN retour r ON r.heen_nummer = b.nummer WHERE b.soort = '301' AND b.bron = 'bureau'"
            " AND b.wet = :wet AND b.gemeente = :gemeente AND b.agb_code = :agb AND b.identificatie = :identificatie"
        )
        kop = bestand.kop
        waarden = {"wet": kop.wet.value, "gemeente": kop.gemeente, "agb": kop.agb_code, "identificatie": identificatie}
        rij = (await self._session.execute(text(vraag), waarden)).one_or_none()
        return None if rij is None else Heenbestand(nummer=rij.nummer, beantwoord=rij.beantwoord)

    @override
    async def add(self, nummer: int, heen_nummer: int, retourcodes: Sequence[str]) -> None:
        invoegen = text("INSERT INTO retour VALUES (:nummer, :heen, :codes)")
        codes = "+".join(retourcodes)
        await self._session.execute(invoegen, {"nummer": nummer, "heen": heen_nummer, "codes": codes})

    @override
    async def find(self, nummer: int) -> tuple[uuid.UUID, str] | None:
        vraag = (
            "SELECT b.id, r.retourcodes FROM retour r JOIN bestand b ON b.nummer = r.bestand_nummer"
            " WHERE r.heen_nummer = :nummer"
        )
        rij = (await self._session.execute(text(vraag), {"nummer": nummer})).one_or_none()
        return None if rij is None else (rij.id, rij.retourcodes)
