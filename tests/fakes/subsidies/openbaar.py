from collections import Counter
from collections.abc import Sequence

from risb_kern.lists import Blad
from subsidies.application.openbaar.queries import Registerfilter, Registervragen
from subsidies.domain.besluiten.besluit import Besluit, Besluitsoort
from subsidies.domain.openbaar.register import Registerregel, registerregel
from typing_extensions import override

from tests.fakes.lists import page_of
from tests.fakes.subsidies.aanvragen import Bewaard, FakeAanvragen
from tests.fakes.subsidies.besluiten import FakeBesluiten


class FakeRegistervragen(Registervragen):
    """Reads what applications and decisions hold."""

    def __init__(self, aanvragen: FakeAanvragen, besluiten: FakeBesluiten) -> None:
        self._aanvragen = aanvragen
        self._besluiten = besluiten

    @override
    async def list(self, welke: Registerfilter, blad: Blad) -> Sequence[Registerregel]:
        grants = [
            (one, self._aanvragen.bewaard[one.aanvraag_id])
            for one in self._besluiten.besluiten.values()
            if one.soort is Besluitsoort.VERLENEN
        ]
        per_wijk = Counter(_wijk(*one) for one in grants)
        found = [
            registerregel(besluit, bewaard.aanvraag, bewaard.regeling, in_wijk=per_wijk[_wijk(besluit, bewaard)])
            for besluit, bewaard in grants
        ]
        return page_of(
            [one for one in found if _fits(one, welke)], blad, besluitdatum=lambda one: (one.besluitdatum, one.id)
        )


def _wijk(besluit: Besluit, bewaard: Bewaard) -> tuple[str, str | None, int]:
    opgave = bewaard.aanvraag.opgave
    return opgave.gemeente, opgave.wijk, besluit.besluitdatum.year


def _fits(one: Registerregel, welke: Registerfilter) -> bool:
    return (
        welke.jaar in {None, one.besluitdatum.year}
        and welke.gemeente in {None, one.gemeente}
        and welke.regeling_code in {None, one.regeling_code}
    )
