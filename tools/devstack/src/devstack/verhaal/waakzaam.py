"""Chapter of toezicht: explained anomalies reach a subscriber in three ways, and a case leads to a measure."""

from typing import Any

from devstack.verhaal.toneel import ZORG, Toneel
from devstack.verhaal.topics import lees_topics

REGELS = {"T2", "T18", "H1"}


def anomalieen(toneel: Toneel) -> None:
    """Three signals with their facts, and the same ones for every kind of subscriber."""
    toezicht = toneel.gebruiker("toezichthouder-rechtmatigheid")
    periode = int(f"{toneel.maanden[-1].begin:%Y%m}")

    def gezien() -> Any:
        found = toezicht.lees("toezicht", "/signalen", agbCode=ZORG, periode=periode)["resultaten"]
        return found if {one["regel"] for one in found} >= REGELS else None

    signalen = toneel.verteller.wacht("de drie signalen zijn er", gezien)
    for signaal in sorted(signalen, key=lambda one: one["regel"]):
        detail = toezicht.lees("toezicht", f"/signalen/{signaal['id']}")
        toneel.verteller.stap(f"{detail['regel']} versie {detail['regelVersie']}: {detail['toelichting']}")
        toneel.verteller.stap(f"     {detail['vergelijking']} Na te gaan: {detail['controle']}")
    toneel.signaal_id = next(one["id"] for one in signalen if one["regel"] == "T18")
    toneel.verteller.bevestig("signalen over deze maand", gevonden={one["regel"] for one in signalen} >= REGELS)


def abonneer(toneel: Toneel) -> None:
    """A toezichthouder subscribes before anything happens; the secret is shown once."""
    abonnement = toneel.gebruiker("toezichthouder-rechtmatigheid").stuur(
        "toezicht", "/abonnementen", {"url": toneel.ontvanger.url, "regels": sorted(REGELS)}
    )
    toneel.ontvanger.geheim = abonnement["geheim"]
    toneel.verteller.stap("een toezichthouder neemt een abonnement met een eigen adres")


def bezorging(toneel: Toneel) -> None:
    """The same anomalies over Kafka, over the signed webhook and over server-sent events."""
    ontvanger = toneel.ontvanger
    verwacht = toneel.verteller.wacht("de webhook bezorgt", lambda: _regels(ontvanger.goed) >= REGELS and REGELS)
    toneel.verteller.controleer("ondertekende webhook", _regels(ontvanger.goed), verwacht)
    toneel.verteller.controleer("zonder goede handtekening", ontvanger.fout, 0)
    ontvanger.stop()
    stroom = toneel.gebruiker("toezichthouder-rechtmatigheid").volg("toezicht", "/anomalieen/stroom", len(REGELS))
    toneel.verteller.bevestig("server-sent events", gevonden={one["anomalie"]["regel"] for one in stroom} >= REGELS)
    topic = lees_topics(toneel.omgeving.bootstrap, ["toezicht-anomalieen"])
    toneel.verteller.bevestig("topic van Kafka", gevonden={one.inhoud["regel"] for one in topic} >= REGELS)


def zaak(toneel: Toneel) -> None:
    """A signal becomes a case with a class and a reason; its finding becomes a client stop, by another person."""
    toezicht = toneel.gebruiker("toezichthouder-rechtmatigheid")
    opening = {"signaalId": toneel.signaal_id, "grond": "Drie signalen wijzen dezelfde kant op."}
    toneel.zaak_id = toezicht.stuur("toezicht", "/zaken", opening)["id"]
    pad = f"/zaken/{toneel.zaak_id}"
    controle = {"trede": 1, "grond": "De declaraties worden getoetst aan toewijzing, recht en tarief."}
    toezicht.stuur("toezicht", f"{pad}/treden", controle)
    bevinding = {"omschrijving": "Meer uren gedeclareerd dan het personeel kan werken.", "bedragCent": 175_000}
    gevonden = toezicht.stuur("toezicht", f"{pad}/bevindingen", bevinding)
    klasse = {"klasse": "fout", "reden": "De aanbieder telde reistijd mee.", "bewijs": [gevonden["id"]]}
    zaak = toezicht.stuur("toezicht", f"{pad}/classificaties", klasse)
    toneel.verteller.controleer("klasse van de zaak", zaak["klasse"], "fout")
    maatregel = {"soort": "clientenstop", "van": str(toneel.vandaag), "grond": "Overeenkomst artikel 3.5.5."}
    ander = toneel.gebruiker("toezichthouder-rechtmatigheid", wie="ander")
    opgelegd = ander.stuur("toezicht", f"{pad}/maatregelen", maatregel)
    toneel.verteller.controleer("maatregel", opgelegd["soort"], "clientenstop")


def _regels(bezorgd: list[dict[str, Any]]) -> set[str]:
    return {one["data"]["regel"] for one in bezorgd}
