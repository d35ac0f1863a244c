"""What people write about an application cannot be read in the database."""

import datetime as dt

import pytest

from tests.builders.subsidies import ANDER_IBAN, regeling_body
from tests.integration.privacy.merken import controleer, merk
from tests.integration.subsidies.aanvragen.test_aanvragen import INWONER
from tests.integration.subsidies.besluiten.test_besluiten import VERDACHT
from tests.integration.subsidies.conftest import BESLISSER, Subsidies

pytestmark = pytest.mark.integratie
# A scheme is published, and its name goes with the event of that.
REIST = {"POST /regelingen titel"}


async def test_no_word_of_an_applicant_or_officer_can_be_read_in_the_database(subsidies: Subsidies) -> None:
    merken = merk(subsidies.client, "subsidies")
    await subsidies.publiceer()
    een = await subsidies.dien_in(kvkNummer=None)
    await subsidies.dien_in(sub="aanvrager-2", iban=ANDER_IBAN, **INWONER)
    await subsidies.post(f"/aanvragen/{een['id']}/aanvullingen", {"gevraagd": ["Uw KvK-nummer"]})
    pad = f"/aanvragen/{een['id']}/aanvullingen/_beantwoorden"
    await subsidies.post(pad, {"toelichting": "Ons nummer.", "kvkNummer": "12345678"}, rol="aanvrager")
    await subsidies.beoordeel(een)
    pad = f"/aanvragen/{een['id']}/zienswijzen"
    await subsidies.post(pad, {"voornemen": "Wij willen weigeren."})
    await subsidies.post(f"{pad}/_beantwoorden", {"reactie": "Wij zijn het er niet mee eens."}, rol="aanvrager")
    ander = await subsidies.dien_in(**VERDACHT)
    tot = dt.date.fromisoformat(ander["beslisdatum"]) + dt.timedelta(days=7)
    verdaagd = await subsidies.post(
        f"/aanvragen/{ander['id']}/_verdagen", {"tot": str(tot), "reden": "Wij wachten op advies."}
    )
    assert verdaagd.status_code == 200, verdaagd.text
    await subsidies.post(f"/aanvragen/{ander['id']}/_screenen")
    for punt in await subsidies.punten(ander):
        assert (await subsidies.handel_af(ander, punt, "verklaard")).status_code == 200
    geweigerd = await subsidies.weiger(een, "awb-4-35-1-a")
    assert geweigerd.status_code == 201, geweigerd.text
    intrekking = {"van": "2026-12-01", "reden": "Er komt een nieuwe regeling."}
    await subsidies.post(f"/regelingen/{regeling_body()['code']}/_intrekken", intrekking, sub=BESLISSER)

    controleer(merken, subsidies.settings.database_url.get_secret_value(), reist=REIST)
