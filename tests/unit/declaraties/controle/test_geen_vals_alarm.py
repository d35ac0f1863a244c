"""Every finding is a fault: over random histories the offline check never blames what the full judge awards."""

import dataclasses
import datetime as dt
from collections import Counter

import pytest
from declaraties.application.controle.declaratie_controleren import Verslag, controleer_declaratie
from declaraties.domain.standaard.berichten.declaratie import Bericht323, als_records
from declaraties.domain.toewijzen.kolommen import Toewijzing

from tests.unit.declaraties.beoordelen.orakel import proef as orakel_proef
from tests.unit.declaraties.beoordelen.orakel.orakel import Uitspraak, Wereld, oordeel_over
from tests.unit.declaraties.bouwers import clientsleutel

REGELS = 3_000


def _verslag(bericht: Bericht323, vandaag: dt.date, toewijzingen: list[Toewijzing] | None) -> Verslag:
    return controleer_declaratie(
        bericht, bestand="x", vandaag=vandaag, toewijzingen=toewijzingen, zoek=lambda _plekken: {}
    )


def _eigen(bericht: Bericht323, wereld: Wereld) -> list[Toewijzing]:
    """The toewijzingen as an aanbieder has them: with numbers of clients, and without knowing which have a ground."""
    van_wie = {clientsleutel(bsn): bsn.encode() for bsn in bericht.bsns}
    return [
        dataclasses.replace(een, clientsleutel=van_wie.get(een.clientsleutel, b"ander"), geldig=True)
        for een in wereld.toewijzingen
    ]


def _vals(bericht: Bericht323, verslag: Verslag, plat: Uitspraak) -> list[str]:
    """Findings about something that is awarded."""
    if plat.niveau2:
        gevonden = {vondst.regel for vondst in verslag.vondsten}
        return [] if gevonden == set(plat.niveau2) else [f"{gevonden} / {plat.niveau2}"]
    geheel = bool(plat.kop or plat.declaratie)
    slecht = []
    for vondst in verslag.vondsten:
        positie = (vondst.positie or 1) - 1
        if vondst.wat.startswith("Dit toewijzingsnummer staat ook bij een andere client"):
            zelfde = bericht.prestaties.toewijzing == bericht.prestaties.toewijzing[positie]
            terecht = any(plat.regels[een] for een in zelfde.nonzero()[0].tolist())
        elif vondst.klasse == "Prestatie":
            terecht = bool(plat.regels[positie]) or plat.clienten[int(bericht.prestaties.client[positie])]
        else:
            terecht = vondst.klasse == "Client" and plat.clienten[positie]
        if not (terecht or geheel):
            slecht.append(f"{vondst.regel} op {vondst.klasse} {positie}: {vondst.waarde}")
    return slecht


def test_no_finding_is_about_something_that_is_awarded(monkeypatch: pytest.MonkeyPatch) -> None:
    vals: list[str] = []
    geteld: Counter[str] = Counter()
    vergelijk = orakel_proef._vergelijk

    def kijk_mee(
        bericht: Bericht323,
        wereld: Wereld,
        telling: orakel_proef.Telling,
        naam: str,
        vandaag: dt.date = orakel_proef.VANDAAG,
    ) -> None:
        plat = oordeel_over(als_records(bericht), wereld, vandaag, clientsleutel)
        for toewijzingen in (None, _eigen(bericht, wereld)):
            verslag = _verslag(bericht, vandaag, toewijzingen)
            vals.extend(f"{naam}: {een}" for een in _vals(bericht, verslag, plat))
            geteld.update(vondst.regel for vondst in verslag.vondsten)
        vergelijk(bericht, wereld, telling, naam, vandaag)

    monkeypatch.setattr(orakel_proef, "_vergelijk", kijk_mee)
    orakel_proef.proef(REGELS, 77)
    assert vals == []
    verwacht = {"TR304", "TR307", "TR308", "TR314", "TR319", "TR321", "TR338", "TR339", "TR340", "TR341", "TR346"}
    assert verwacht <= {regel for regel, keer in geteld.items() if keer >= 3}
