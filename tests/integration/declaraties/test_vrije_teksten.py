"""What people write about payments cannot be read in the database."""

import pytest

from tests.builders.betalen import EEN, TWEE, Kas
from tests.builders.declaraties import declaratie
from tests.integration.declaraties.betalen.test_betaalcontroles import (
    beoordeel,
    kort,
    stap,
    taakgericht,
    termijn,
    vraag_aan,
)
from tests.integration.privacy.merken import controleer, merk

pytestmark = pytest.mark.integratie


async def test_no_word_about_a_payment_can_be_read_in_the_database(kas: Kas) -> None:
    merken = merk(kas.dienst.client, "declaraties")
    await kas.dienst.sta_klaar()
    await kas.dienst.declareer(declaratie())
    await taakgericht(kas)
    await termijn(kas)
    await kort(kas, 10)
    kenmerk = (await vraag_aan(kas)).json()["id"]
    await stap(kas, kenmerk, "_adviseren", 80_000, sub="cm", rol="contractmanager")
    await stap(kas, kenmerk, "_besluiten", 80_000, sub=EEN)
    await stap(kas, kenmerk, "_vaststellen", 80_000, sub="drie")
    kas.regels(grens_cent=9_000)
    opdracht = await kas.opdracht(9_001)
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)
    await beoordeel(kas, opdracht, "vasthouden", "Mevrouw Voorbeeld mist een urenstaat")
    await beoordeel(kas, opdracht, "vrijgeven", "De urenstaat is er")
    kas.regels()
    run = await kas.run()
    await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Mevrouw Voorbeeld belde"}, sub=TWEE)
    betaald = await kas.betaal()
    (betaling, *_) = await kas.betalingen(betaald)
    await kas.meld_af(betaling["id"], "geweigerd", redencode="AC04", toelichting="De rekening is opgeheven")

    controleer(merken, kas.dienst.url)
