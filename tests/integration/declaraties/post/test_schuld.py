"""Whose fault it is: of the message, which is set apart after a few tries, or of the database, which is waited for."""

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_323

from tests.builders.databasefouten import AWAY, STAYING, name_of
from tests.builders.declaraties import BSN, Dienst, declaratie, prestatie
from tests.integration.declaraties.post.test_worker import breek


@pytest.mark.parametrize("fout", [RuntimeError(f"stuk op {BSN}"), *STAYING], ids=name_of)
async def test_a_file_that_keeps_failing_is_set_apart_and_others_flow(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, fout: Exception
) -> None:
    await dienst.sta_klaar()
    kwaad = (await dienst.dien_in(write_323(declaratie()), dienst.aanbieder)).json()["id"]
    with monkeypatch.context() as tijdelijk:
        breek(tijdelijk, "before the lines", fout, keer=3)
        await dienst.verwerk()
    goed = await dienst.declareer(declaratie((BSN, [prestatie("R9")])))

    stand = await dienst.stand(kwaad)
    assert stand["status"] == "apart-gezet"
    assert "3 keer" in stand["reden"]
    assert (await dienst.stand(goed))["status"] == "aangeboden"
    assert dienst.sql("SELECT aantal, fout FROM poging WHERE fout IS NOT NULL") == [(4, type(fout).__name__)]


@pytest.mark.parametrize("fout", AWAY, ids=name_of)
async def test_a_database_that_is_away_is_no_fault_of_the_file(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, fout: Exception
) -> None:
    await dienst.sta_klaar()
    await dienst.dien_in(write_323(declaratie()), dienst.aanbieder)
    breek(monkeypatch, "before the commit", fout, keer=5)

    for _ in range(5):
        with pytest.raises(type(fout)):
            await dienst.worker().process_one()
    await dienst.verwerk()

    assert dienst.sql("SELECT status FROM bestand WHERE soort = '323'") == [("aangeboden",)]
