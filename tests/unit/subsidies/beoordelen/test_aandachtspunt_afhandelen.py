import uuid

import pytest
from risb_kern.errors import DomainError
from subsidies.application.beoordelen import handelingen
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import (
    Aandachtbron,
    Aandachtspunt,
    Puntuitkomst,
    aandachtspunt_van,
)
from subsidies.domain.beoordelen.events import ScreeningAfgerond, Screeningsignaal

from tests.builders.subsidies import DAG, NU, bewaard, gepubliceerd, handeling, opgave, signaal
from tests.fakes.subsidies.uow import FakeUow


async def met_punten(uow: FakeUow, *punten: Aandachtbron) -> tuple[Aanvraag, list[Aandachtspunt]]:
    """An application with a point per source, SCR-01, SCR-02 and so on."""
    one = await bewaard(uow, await gepubliceerd(uow), opgave=opgave(opgericht_op=DAG))
    made = [
        aandachtspunt_van(one.id, signaal(bron=bron, regel=f"SCR-0{number}"), NU)
        for number, bron in enumerate(punten, 1)
    ]
    for punt in made:
        await uow.aandachtspunten.add_new(punt)
    return one, made


async def handel_af(
    uow: FakeUow, punt: Aandachtspunt, uitkomst: Puntuitkomst = Puntuitkomst.VERKLAARD
) -> Aandachtspunt:
    opdracht = handelingen.AandachtspuntAfhandelen(
        aanvraag_id=punt.aanvraag_id, punt_id=punt.id, uitkomst=uitkomst, reden="Jansen is bekend."
    )
    return await handelingen.aandachtspunt_afhandelen(uow, handeling(), opdracht)


async def test_an_outcome_is_kept_with_reason_and_name_and_stands_in_the_timeline_without_the_reason() -> None:
    uow = FakeUow()
    one, (punt, _) = await met_punten(uow, Aandachtbron.SCREENING, Aandachtbron.SCREENING)
    klaar = await handel_af(uow, punt)
    assert (klaar.uitkomst, klaar.reden, klaar.door) == (Puntuitkomst.VERKLAARD, "Jansen is bekend.", "adviseur-1")
    assert (await uow.aandachtspunten.list(one.id))[0] == klaar
    (regel,) = await uow.timeline.list(one.zaak)
    assert regel.gegevens == {"punt": str(punt.id), "regel": "SCR-01.1", "uitkomst": "verklaard"}
    assert uow.events == []


async def test_the_last_signal_finishes_the_screening() -> None:
    uow = FakeUow()
    one, punten = await met_punten(uow, Aandachtbron.SCREENING, Aandachtbron.SCREENING)
    await handel_af(uow, punten[0])
    await handel_af(uow, punten[1], Puntuitkomst.AANGEHOUDEN)
    (event,) = uow.events
    assert isinstance(event, ScreeningAfgerond)
    assert event.signalen == (
        Screeningsignaal(regel="SCR-01", versie=1, uitkomst="verklaard"),
        Screeningsignaal(regel="SCR-02", versie=1, uitkomst="aangehouden"),
    )
    changed = await uow.aanvragen.find(one.id)
    assert changed is not None
    assert changed.screening_op == NU


async def test_a_point_of_double_funding_is_no_part_of_the_screening() -> None:
    uow = FakeUow()
    _, (punt,) = await met_punten(uow, Aandachtbron.DUBBELE_FINANCIERING)
    await handel_af(uow, punt)
    assert uow.events == []


async def test_heavy_means_are_refused_when_they_are_out_of_proportion() -> None:
    uow = FakeUow()
    one, (punt,) = await met_punten(uow, Aandachtbron.SCREENING)
    with pytest.raises(DomainError) as refused:
        await handel_af(uow, punt, Puntuitkomst.LBB)
    assert refused.value.slug == "niet-evenredig"
    assert (await uow.aandachtspunten.list(one.id), uow.timeline.regels) == ([punt], [])


async def test_a_point_of_another_application_is_not_found() -> None:
    uow = FakeUow()
    one, _ = await met_punten(uow, Aandachtbron.SCREENING)
    for aanvraag_id in (one.id, uuid.uuid4()):
        opdracht = handelingen.AandachtspuntAfhandelen(
            aanvraag_id=aanvraag_id, punt_id=uuid.uuid4(), uitkomst=Puntuitkomst.VERKLAARD, reden="Bekend."
        )
        with pytest.raises(DomainError) as refused:
            await handelingen.aandachtspunt_afhandelen(uow, handeling(), opdracht)
        assert refused.value.slug == "niet-gevonden"
