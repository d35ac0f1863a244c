import datetime as dt
from collections.abc import Sequence

from contracting.application.regio.ports import Deelnames
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from typing_extensions import override


class FakeDeelnames(Deelnames):
    def __init__(self, *deelnames: RegioDeelname) -> None:
        self._deelnames = {_key(one): one for one in deelnames}

    @override
    async def get_perioden(self, gemeente: str, dienst: Dienst) -> Sequence[RegioDeelname]:
        return [one for one in self._deelnames.values() if (one.gemeente, one.dienst) == (gemeente, dienst)]

    @override
    async def save(self, deelname: RegioDeelname) -> None:
        self._deelnames[_key(deelname)] = deelname

    @override
    async def list(self, dag: dt.date, dienst: Dienst | None = None) -> Sequence[RegioDeelname]:
        found = [one for one in self._deelnames.values() if one.geldt_op(dag) and dienst in {None, one.dienst}]
        return sorted(found, key=lambda one: (one.dienst, one.gemeente))

    @override
    async def list_gemeenten(self) -> frozenset[str]:
        return frozenset(one.gemeente for one in self._deelnames.values())


def _key(deelname: RegioDeelname) -> tuple[str, Dienst, dt.date]:
    return deelname.gemeente, deelname.dienst, deelname.van
