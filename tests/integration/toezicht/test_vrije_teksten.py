"""What people write in a case cannot be read in the database."""

import datetime as dt
from typing import Any

import pytest
from toezicht.application.abonnementen.ports import Adressen
from typing_extensions import override

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import bericht, een_anomalie
from tests.integration.privacy.merken import controleer, merk
from tests.integration.toezicht.conftest import Ontvang, met_edge
from tests.integration.toezicht.zaken.test_zaken_api import STOP, bevinding, post

pytestmark = pytest.mark.integratie
# Who has to act on a measure is told why.
REIST = {"POST /zaken/{zaakId}/maatregelen grond", "POST /maatregelen/{maatregelId}/_beeindigen reden"}


class GeenOordeel(Adressen):
    """Takes every address, without a look in the names of the world."""

    @override
    async def check(self, url: str) -> None:
        """Fine."""


async def test_no_word_of_a_case_can_be_read_in_the_database(
    dienst: Aanroeper,
    ontvang: Ontvang,
    signaal_id: str,
    rechtmatigheid: dict[str, str],
    tweede: dict[str, str],
) -> None:
    merken = merk(dienst.client, "toezicht")
    await ontvang(
        bericht(
            "RegioDeelnameVastgelegd", {"gemeente": "0307", "dienst": "wmo", "van": dt.date(2015, 1, 1), "tot": None}
        )
    )
    zaak: dict[str, Any] = await post(dienst, "/v1/zaken", rechtmatigheid, signaalId=signaal_id, grond="Drie regels.")
    pad = f"/v1/zaken/{zaak['id']}"
    stukken = [{"soort": "controleplan", "verwijzing": "Map van mevrouw", "methoden": ["plausibiliteit"]}]
    await post(dienst, f"{pad}/treden", rechtmatigheid, trede=1, grond="Toets aan tarief.", stukken=stukken)
    bewijs = await bevinding(dienst, zaak, rechtmatigheid, opzet=True)
    klasse: dict[str, Any] = {"klasse": "fraude", "reden": "Opzet blijkt uit de stukken.", "bewijs": [bewijs]}
    for wie in (rechtmatigheid, tweede):
        await post(dienst, f"{pad}/classificaties", wie, **klasse)
    derde, vierde = [dienst.als("toezichthouder-rechtmatigheid", sub=sub) for sub in ("drie", "vier")]
    maatregel = await post(dienst, f"{pad}/maatregelen", derde, **STOP)
    einde: dict[str, Any] = {"einddatum": "2026-07-01", "reden": "Hersteld volgens hercontrole."}
    await post(dienst, f"/v1/maatregelen/{maatregel['id']}/_beeindigen", rechtmatigheid, 200, **einde)
    await post(dienst, f"{pad}/aangiftebesluiten", tweede, aangifte=False, reden="Het bewijs is te dun.")
    await post(dienst, f"{pad}/_sluiten", vierde, 200, uitkomst="maatregel", toelichting="De stop heeft gewerkt.")
    ander = een_anomalie(anomalie_id="0f0e0d0c-0b0a-4908-8706-050403020100")
    await ontvang(bericht("AnomalieGesignaleerd", ander))
    uitkomst: dict[str, Any] = {"uitkomst": "onterecht", "reden": "De uren kloppen met de agenda."}
    await post(dienst, f"/v1/signalen/{ander['anomalie_id']}/uitkomsten", rechtmatigheid, **uitkomst)
    met_edge(dienst, adressen=GeenOordeel())
    abonnement = {"url": "https://meldpunt.example.nl/risb"}
    assert (await dienst.client.post("/v1/abonnementen", json=abonnement, headers=rechtmatigheid)).status_code == 201

    controleer(merken, dienst.settings.database_url.get_secret_value(), reist=REIST)
