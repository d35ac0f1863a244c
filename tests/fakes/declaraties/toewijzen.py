"""The store of toewijzingen in memory."""

import dataclasses
import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Sequence

from declaraties.application.toewijzen.contractfeiten import (
    Aanbiederfeit,
    Contractfeit,
    Deelnamefeit,
    Maatregelfeit,
    Overeenkomsteinde,
    Overeenkomstfeit,
    Prijsfeit,
)
from declaraties.application.toewijzen.ports import Bekend, Contractfeiten, Plaats, Toewijzingen, Toewijzingsleutel
from declaraties.application.toewijzen.queries import Toewijzingfilter, Toewijzinglezing, Toewijzingvragen
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Contractafspraak, Omgeving, Toewijzingsgevolg, per_product
from declaraties.domain.toewijzen.grondslag import Grondslag
from declaraties.domain.toewijzen.prijsgeschiedenis import Prijsversie, prijzen_per_dag
from declaraties.domain.toewijzen.toewijzing import CLIENTENSTOP, Clientenstop, Toewijzingstand
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.fakes.declaraties.post import Deelname, FakeDeelnames
from tests.fakes.lists import page_of


def pseudonym(bsn: str) -> bytes:
    """The same for equal numbers, as the real one."""
    return hashlib.sha256(bsn.encode()).digest()[:16]


class FakeContractfeiten(Contractfeiten):
    """Early ends count for ceilings only: what else follows from them is tested on PostgreSQL."""

    def __init__(self, deelnames: FakeDeelnames) -> None:
        self.alle: list[Contractfeit] = []
        self._deelnames = deelnames

    @override
    async def save(self, feit: Contractfeit) -> None:
        self.alle.append(feit)
        if isinstance(feit, Deelnamefeit):
            self._deelnames.alle.append(
                Deelname(gemeente=feit.gemeente, dienst=feit.dienst, van=feit.van, tot=feit.tot)
            )

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        bekend = [one for one in self.alle if isinstance(one, Aanbiederfeit)]
        eigen = {one.kvk_nummer for one in bekend if one.agb_code in agb_codes}
        return frozenset(one.agb_code for one in bekend if one.kvk_nummer in eigen)

    def stops(self, agb_code: str) -> tuple[Clientenstop, ...]:
        return tuple(
            Clientenstop(agb_code=agb_code, gemeenten=frozenset(one.gemeenten), van=one.van, tot=one.tot)
            for one in self.alle
            if isinstance(one, Maatregelfeit) and one.agb_code == agb_code and one.soort == CLIENTENSTOP
        )

    def prijsversies(self, agb_code: str) -> list[Prijsversie]:
        return [
            Prijsversie(
                wet=Wet(one.wet),
                gemeente=gemeente,
                aanbieder=one.agb_code,
                productcode=one.productcode,
                categorie=one.productcategorie,
                eenheid=one.eenheid,
                geldig_van=one.geldig_van,
                geldig_tot=one.geldig_tot,
                tarief=one.tarief_cent,
                rang=(dt.date.min, one.versie),
            )
            for one in self.alle
            if isinstance(one, Prijsfeit) and one.agb_code == agb_code
            for gemeente in one.gemeenten
        ]

    def producten(self, overeenkomst_id: uuid.UUID, gemeente: str) -> frozenset[str]:
        """The products that an agreement prices for a gemeente."""
        prijzen = [one for one in self.alle if isinstance(one, Prijsfeit) and one.overeenkomst_id == overeenkomst_id]
        return frozenset(one.productcode for one in prijzen if gemeente in one.gemeenten)

    def einde(self, overeenkomst_id: uuid.UUID) -> dt.date | None:
        """The end of an agreement that moved, by the highest number."""
        einden = [one for one in self.alle if isinstance(one, Overeenkomsteinde)]
        eigen = [one for one in einden if one.overeenkomst_id == overeenkomst_id]
        return max(eigen, key=lambda one: one.volgnummer).einddatum if eigen else None

    def afspraken(self, agb_code: str) -> tuple[Contractafspraak, ...]:
        return tuple(
            Contractafspraak(
                agb_code=one.agb_code,
                wet=one.wet,
                variant=one.variant,
                programmalijn=one.programmalijn,
                gemeenten=frozenset(one.gemeenten),
                productcodes=frozenset(one.productcodes),
                ingangsdatum=one.ingangsdatum,
                einddatum=one.einddatum,
            )
            for one in self.alle
            if isinstance(one, Overeenkomstfeit) and one.agb_code == agb_code
        )


class FakeToewijzingen(Toewijzingen):
    def __init__(self, feiten: FakeContractfeiten) -> None:
        self.alle: dict[Toewijzingsleutel, Bekend] = {}
        self.versies: list[Toewijzingstand] = []
        self.clienten: dict[bytes, str] = {}
        self.grondslagen: dict[Toewijzingsleutel, Grondslag] = {}
        self.locked = 0
        self._feiten = feiten

    @override
    async def lock(self, sleutels: Sequence[Toewijzingsleutel], plaatsen: Collection[Plaats] = ()) -> None:
        self.locked += 1

    @override
    async def lock_contracten(self, agb_codes: Collection[str], *, shared: bool = False) -> None:
        self.locked += 1

    @override
    async def list_by_key(self, sleutels: Sequence[Toewijzingsleutel]) -> Sequence[Bekend]:
        return [self.alle[one] for one in sleutels if one in self.alle]

    @override
    async def list_of_aanbieder(self, agb_code: str, productcode: str | None = None) -> Sequence[Bekend]:
        return [
            (stand, gevolg)
            for _, (stand, gevolg) in sorted(self.alle.items())
            if stand.agb_code == agb_code and productcode in {None, stand.code}
        ]

    @override
    async def list_of_client(self, stand: Toewijzingstand) -> Sequence[Toewijzingstand]:
        def whose(one: Toewijzingstand) -> tuple[bytes, str, str, Wet]:
            return one.client, one.agb_code, one.gemeente, one.wet

        return [one for one, _ in self.alle.values() if whose(one) == whose(stand)]

    @override
    async def list_aanbieders(self, client: bytes, wet: Wet) -> Sequence[str]:
        return sorted({one.agb_code for one, _ in self.alle.values() if (one.client, one.wet) == (client, wet)})

    @override
    async def add_versie(self, stand: Toewijzingstand, *, bekend_sinds: dt.date) -> None:
        if stand not in self.versies:
            self.versies.append(stand)

    @override
    async def save(self, stand: Toewijzingstand, gevolg: Toewijzingsgevolg) -> None:
        self.alle[stand.gemeente, stand.wet, stand.nummer] = (stand, gevolg)

    @override
    async def add_client(self, bsn: str) -> bytes:
        self.clienten[pseudonym(bsn)] = bsn
        return pseudonym(bsn)

    @override
    async def save_grondslagen(self, grondslagen: Sequence[Grondslag], *, door: str, nu: dt.datetime) -> None:
        self.grondslagen |= {(one.gemeente, one.wet, one.toewijzing_nummer): one for one in grondslagen}

    @override
    async def read_omgeving(self, agb_code: str, sleutels: Sequence[Toewijzingsleutel]) -> Omgeving:
        return Omgeving(
            grondslagen={one: self.grondslagen[one].soort for one in sleutels if one in self.grondslagen},
            stops=self._feiten.stops(agb_code),
            prijzen=per_product(prijzen_per_dag(self._feiten.prijsversies(agb_code))),
            overeenkomsten=self._feiten.afspraken(agb_code),
        )


class FakeToewijzingvragen(Toewijzingvragen):
    def __init__(self, toewijzingen: FakeToewijzingen) -> None:
        self._toewijzingen = toewijzingen

    @override
    async def list(self, bereik: Bereik, filters: Toewijzingfilter, blad: Blad) -> Sequence[Toewijzinglezing]:
        asked = [
            self._lezing(stand, gevolg)
            for stand, gevolg in self._toewijzingen.alle.values()
            if bereik.ziet(agb_code=stand.agb_code, gemeenten=[stand.gemeente])
            and filters.gemeente in {None, stand.gemeente}
            and filters.wet in {None, stand.wet.value}
            and filters.agb_code in {None, stand.agb_code}
            and filters.geldig in {None, gevolg.geldig}
            and filters.client in {None, stand.client}
        ]
        return page_of(asked, blad, nummer=lambda one: (one.gemeente, one.wet, one.nummer))

    def _lezing(self, stand: Toewijzingstand, gevolg: Toewijzingsgevolg) -> Toewijzinglezing:
        known = {**dataclasses.asdict(stand), **dataclasses.asdict(gevolg)}
        asked = {one.name: known[one.name] for one in dataclasses.fields(Toewijzinglezing) if one.name in known}
        return Toewijzinglezing(**{**asked, "wet": stand.wet.value}, bsn=self._toewijzingen.clienten[stand.client])
