"""The last chapter: one correlation id shows the whole chain, and the metrics show that it happened."""

from devstack.verhaal.maand import CLIENTEN, HERSTEL
from devstack.verhaal.toneel import REGIO, Toneel
from devstack.verhaal.topics import lees_topics

KETEN = (
    "DeclaratieOntvangen",
    "PrestatiesBeoordeeld",
    "DeclaratieBeantwoord",
    "BetaalopdrachtGemaakt",
    "AnomalieGesignaleerd",
    "ZaakGeopend",
    "ZaakGeclassificeerd",
    "MaatregelOpgelegd",
)
_TOPICS = (
    "declaraties-declaraties",
    "declaraties-prestaties",
    "declaraties-betalingen",
    "toezicht-anomalieen",
    "toezicht-zaken",
    "toezicht-maatregelen",
)


def keten(toneel: Toneel) -> None:
    """From the 323 to the measure: every step carries the id that the aanbieder's message came with."""
    gezien = lees_topics(toneel.omgeving.bootstrap, _TOPICS)
    onder_id = {one.soort for one in gezien if one.trace == toneel.trace}
    for soort in KETEN:
        toneel.verteller.controleer(f"correlatie {toneel.trace[:8]}", soort if soort in onder_id else None, soort)


def metingen(toneel: Toneel) -> None:
    """What Prometheus sees of the story."""
    regels = toneel.meting("declaraties", "worker", "risb_prestaties_beoordeeld_total")
    toneel.verteller.controleer(
        "beoordeelde regels volgens de metingen", int(regels), 15 + 43 + 1 + len(REGIO) * (CLIENTEN + HERSTEL)
    )
    dood = sum(
        toneel.meting(dienst, "consumer", "risb_dode_letters_total")
        for dienst in ("contracting", "declaraties", "subsidies", "toezicht")
    )
    toneel.verteller.controleer("dode letters", int(dood), 0)
