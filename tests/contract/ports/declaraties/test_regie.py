"""What the ports of regie promise."""

import pytest
from declaraties.application.regie.ports import Heenbestand
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand, Bron
from declaraties.domain.standaard.profielen import Soort

from tests.builders.handelingen import NU, ontvangst

pytestmark = pytest.mark.integratie


async def sent(uow: Uow, identificatie: str, bron: Bron) -> Bestand:
    bestand, _ = await uow.bestanden.add(ontvangst(Soort.TOEWIJZING, inhoud=identificatie.encode(), bron=bron))
    afloop = Afloop(status=Berichtstatus.VERWERKT, telt=True, identificatie=identificatie)
    await uow.bestanden.finish(bestand.nummer, afloop, nu=NU)
    return bestand


async def test_a_302_answers_a_301_of_ours_and_of_nobody_else(uow: Uow) -> None:
    ons = await sent(uow, "T1", Bron.BUREAU)
    await sent(uow, "T2", Bron.XML)
    retour, _ = await uow.bestanden.add(ontvangst(Soort.RETOUR_TOEWIJZING))

    gevonden = [await uow.retouren.find_heenbestand(retour, one) for one in ("T1", "T2", "T3")]

    assert gevonden == [Heenbestand(nummer=ons.nummer, beantwoord=False), None, None]


async def test_an_answer_stands_beside_the_301_with_its_codes(uow: Uow) -> None:
    ons = await sent(uow, "T1", Bron.BUREAU)
    retour, _ = await uow.bestanden.add(ontvangst(Soort.RETOUR_TOEWIJZING))
    assert await uow.retouren.find(ons.nummer) is None

    await uow.retouren.add(retour.nummer, ons.nummer, ["0001", "9019"])

    assert await uow.retouren.find(ons.nummer) == (retour.id, "0001+9019")
    assert await uow.retouren.find_heenbestand(retour, "T1") == Heenbestand(nummer=ons.nummer, beantwoord=True)
