"""Faults that a broken product could leave behind, each planted in a dossier in which nothing is wrong."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import fields, replace
from typing import Any, TypeVar

from .dossier import Bericht, Boeking, Dossier, Vastgelegd
from .goede_run import PLAFOND

T = TypeVar("T")
Fout = Callable[[Dossier, random.Random], None]
_MET_RIJ = {"DeclaratieOntvangen", "DeclaratieBeantwoord", "PrestatiesBeoordeeld", "BetaalopdrachtGemaakt"}


def _kies(uit: Sequence[T], rng: random.Random, passend: Callable[[T], bool] = lambda _: True) -> int:
    return rng.choice([plaats for plaats, een in enumerate(uit) if passend(een)])


def _vervang(lijst: list[Any], plaats: int, **anders: object) -> None:
    lijst[plaats] = replace(lijst[plaats], **anders)


def _van(d: Dossier, naam: str, rng: random.Random) -> Bericht:
    return rng.choice([een for een in d.berichten if een.naam == naam])


def _herschrijf(d: Dossier, een: Bericht, **velden: object) -> None:
    """Every coming of the record says it."""
    d.berichten = [replace(b, data={**b.data, **velden}) if b.id == een.id else b for b in d.berichten]


def _weg(d: Dossier, een: Bericht) -> None:
    d.berichten = [b for b in d.berichten if b.id != een.id]


def bevestigde_declaratie_verloren(d: Dossier, rng: random.Random) -> None:
    weg = rng.choice([een.id for een in d.indieningen if een.id])
    d.bestanden = [rij for rij in d.bestanden if rij.id != weg]


def declaratie_tweemaal_aangenomen(d: Dossier, rng: random.Random) -> None:
    d.bestanden.append(replace(rng.choice(d.bestanden), id="tweede", telt=False))


def declaratienummer_telt_tweemaal(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.bestanden, rng, lambda rij: rij.telt)
    ander = _kies(d.bestanden, rng, lambda rij: rij.agb == d.bestanden[plaats].agb and rij.id != d.bestanden[plaats].id)
    _vervang(d.bestanden, ander, nummer=d.bestanden[plaats].nummer, telt=True)


def geweigerde_declaratie_toch_opgeslagen(d: Dossier, rng: random.Random) -> None:
    d.bestanden.append(replace(rng.choice(d.bestanden), id="spook", sha256=d.indieningen[-1].sha256, telt=False))


def bytes_van_een_declaratie_weg(d: Dossier, rng: random.Random) -> None:
    d.opgeslagen.remove(rng.choice(d.bestanden).opslag)


def andere_bytes_onder_een_kenmerk(d: Dossier, rng: random.Random) -> None:
    _vervang(d.bestanden, _kies(d.bestanden, rng), sha256=b"anders")


def lijn_ontbreekt(d: Dossier, rng: random.Random) -> None:
    d.lijnen.pop(_kies(d.lijnen, rng))


def lijn_dubbel(d: Dossier, rng: random.Random) -> None:
    d.lijnen.append(replace(rng.choice(d.lijnen), regel=99))


def bedragen_van_twee_lijnen_verwisseld(d: Dossier, rng: random.Random) -> None:
    a = _kies(d.lijnen, rng, lambda x: not x.credit)
    b = _kies(d.lijnen, rng, lambda x: not x.credit and x.cent != d.lijnen[a].cent)
    eerste, tweede = d.lijnen[a].cent, d.lijnen[b].cent
    _vervang(d.lijnen, a, cent=tweede)
    _vervang(d.lijnen, b, cent=eerste)


def afgekeurde_lijn_toch_toegekend(d: Dossier, rng: random.Random) -> None:
    _vervang(d.lijnen, _kies(d.lijnen, rng, lambda x: not x.goed), goed=True, codes="")


def andere_retourcode(d: Dossier, rng: random.Random) -> None:
    _vervang(d.lijnen, _kies(d.lijnen, rng, lambda x: not x.goed), codes="9384")


def toegekend_een_cent_mis(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.bestanden, rng, lambda rij: rij.telt)
    _vervang(d.bestanden, plaats, toegekend=(d.bestanden[plaats].toegekend or 0) + 1)


def betaalopdracht_een_cent_mis(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.opdrachten, rng)
    _vervang(d.opdrachten, plaats, cent=d.opdrachten[plaats].cent - 1)


def betaalopdracht_ontbreekt(d: Dossier, rng: random.Random) -> None:
    weg = d.opdrachten.pop(_kies(d.opdrachten, rng)).id
    d.boekingen = [een for een in d.boekingen if een.kenmerk != weg]


def nabetaling_tweemaal(d: Dossier, rng: random.Random) -> None:
    """Made twice and told twice, each with a kenmerk of its own: only who knows what was due can tell."""
    plaats = _kies(d.opdrachten, rng, lambda een: een.bestand is None)
    een = next(b for b in d.berichten if b.data.get("betaalopdracht_id") == d.opdrachten[plaats].id)
    d.opdrachten.append(replace(d.opdrachten[plaats], id="nog-eens"))
    d.berichten.append(replace(een, id="nog-eens", data={**een.data, "betaalopdracht_id": "nog-eens"}, plaats=10**6))
    d.vastgelegd.append(Vastgelegd(id="nog-eens", topic=een.topic))
    d.boekingen.append(Boeking(kenmerk="nog-eens", cent=d.opdrachten[plaats].cent))


def nabetaling_vergeten(d: Dossier, rng: random.Random) -> None:
    """As if it had never been: no payable, no event, no booking."""
    weg = d.opdrachten.pop(_kies(d.opdrachten, rng, lambda een: een.bestand is None)).id
    d.boekingen = [een for een in d.boekingen if een.kenmerk != weg]
    namen = {een.id for een in d.berichten if een.data.get("betaalopdracht_id") == weg}
    d.berichten = [een for een in d.berichten if een.id not in namen]
    d.vastgelegd = [een for een in d.vastgelegd if een.id not in namen]
    d.betalingen = [een for een in d.betalingen if weg not in een.opdrachten]


def budget_tweemaal_geboekt(d: Dossier, rng: random.Random) -> None:
    d.boekingen.append(rng.choice(d.boekingen))


def budget_niet_geboekt(d: Dossier, rng: random.Random) -> None:
    d.boekingen.pop(_kies(d.boekingen, rng))


def opdracht_tweemaal_betaald(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.betalingen, rng, lambda een: not een.teruggekomen)
    d.betalingen.append(replace(d.betalingen[plaats], id="nog-eens", msg_id="MSG-2"))


def teruggekomen_betaling_telde_toch(d: Dossier, _: random.Random) -> None:
    _vervang(d.betalingen, 0, teruggekomen=False)


def betaling_zonder_opdracht(d: Dossier, rng: random.Random) -> None:
    _vervang(d.betalingen, _kies(d.betalingen, rng), opdrachten=["nergens"])


def ander_bedrag_betaald(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.betalingen, rng)
    _vervang(d.betalingen, plaats, cent=d.betalingen[plaats].cent + 1)


def betaalbestand_tweemaal_vrijgegeven(d: Dossier, rng: random.Random) -> None:
    d.register.append(rng.choice(d.register))


def betaalbestand_buiten_het_register(d: Dossier, rng: random.Random) -> None:
    d.register.remove(rng.choice(d.register))


def regel_weg_uit_het_betaalbestand(d: Dossier, rng: random.Random) -> None:
    plaats = rng.randrange(2)
    begin, _, rest = d.betaalbestanden[plaats].partition(b"<CdtTrfTxInf>")
    d.betaalbestanden[plaats] = begin + rest.partition(b"</CdtTrfTxInf>")[2]


def bedrag_in_het_betaalbestand_veranderd(d: Dossier, rng: random.Random) -> None:
    plaats = rng.randrange(2)
    d.betaalbestanden[plaats] = d.betaalbestanden[plaats].replace(b'"EUR">', b'"EUR">9', 1)


def boven_het_plafond_toegekend(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.lijnen, rng, lambda x: x.goed and not x.credit)
    _vervang(d.lijnen, plaats, volume=PLAFOND + 1)


def zelfde_slot_tweemaal_toegekend(d: Dossier, rng: random.Random) -> None:
    goed = [plaats for plaats, x in enumerate(d.lijnen) if x.goed and not x.credit and x.bestand == d.lijnen[0].bestand]
    a, b = rng.sample(goed, 2)
    _vervang(d.lijnen, a, slot=d.lijnen[b].slot)


def credit_zonder_debet(d: Dossier, rng: random.Random) -> None:
    _vervang(d.lijnen, _kies(d.lijnen, rng, lambda x: x.credit), vorige="nooit-gedeclareerd")


def gebeurtenis_ontbreekt_op_het_topic(d: Dossier, rng: random.Random) -> None:
    _weg(d, rng.choice(d.berichten))


def gebeurtenis_nooit_vastgelegd(d: Dossier, rng: random.Random) -> None:
    """Of a kind that has a row to be held against; events of toewijzingen and runs have none that the judge reads."""
    namen = {een.id: een.naam for een in d.berichten}
    weg = rng.choice([een for een in d.vastgelegd if namen[een.id] in _MET_RIJ])
    d.vastgelegd.remove(weg)
    d.berichten = [een for een in d.berichten if een.id != weg.id]


def gebeurtenis_nog_eens_met_een_ander_kenmerk(d: Dossier, rng: random.Random) -> None:
    een = _van(d, rng.choice(["DeclaratieBeantwoord", "BetaalopdrachtGemaakt", "PrestatiesBeoordeeld"]), rng)
    d.berichten.append(replace(een, id="nieuw", plaats=len(d.berichten)))
    d.vastgelegd.append(Vastgelegd(id="nieuw", topic=een.topic))


def gebeurtenis_op_het_topic_zonder_vastlegging(d: Dossier, rng: random.Random) -> None:
    d.berichten.append(replace(rng.choice(d.berichten), id="van-niemand", naam="Onbekend", plaats=len(d.berichten)))


def zelfde_kenmerk_zegt_iets_anders(d: Dossier, rng: random.Random) -> None:
    een = _van(d, "DeclaratieOntvangen", rng)
    d.berichten.append(replace(een, data={**een.data, "gemeente": "0308"}, plaats=len(d.berichten)))


def gebeurtenissen_van_een_sleutel_verwisseld(d: Dossier, rng: random.Random) -> None:
    a = _van(d, "DeclaratieOntvangen", rng)
    b = rng.choice([x for x in d.berichten if (x.naam, x.sleutel) == (a.naam, a.sleutel) and x.id != a.id])
    plaatsen = {a.id: b.plaats, b.id: a.plaats}
    d.berichten = [
        replace(x, plaats=plaatsen.get(x.id, x.plaats)) for x in _zonder_herhaling(d.berichten, set(plaatsen))
    ]


def _zonder_herhaling(berichten: list[Bericht], kenmerken: set[str]) -> list[Bericht]:
    gezien: set[str] = set()
    over = []
    for een in sorted(berichten, key=lambda b: b.plaats):
        if een.id not in kenmerken or een.id not in gezien:
            over.append(een)
        gezien.add(een.id)
    return over


def deel_zegt_een_ander_bedrag(d: Dossier, rng: random.Random) -> None:
    een = _van(d, "PrestatiesBeoordeeld", rng)
    bedragen = list(een.data["bedrag_cent"])  # type: ignore[call-overload]
    _herschrijf(d, een, bedrag_cent=[bedragen[0] + 1, *bedragen[1:]])


def antwoord_noemt_een_ander_bedrag(d: Dossier, rng: random.Random) -> None:
    een = _van(d, "DeclaratieBeantwoord", rng)
    _herschrijf(d, een, toegekend_cent=int(str(een.data["toegekend_cent"])) + 1)


def gebeurtenis_blijft_onderweg(d: Dossier, _: random.Random) -> None:
    d.onafgehandeld.append("contracting heeft BetaalopdrachtGemaakt niet verwerkt")


def declaratie_zonder_antwoord(d: Dossier, rng: random.Random) -> None:
    _vervang(d.bestanden, _kies(d.bestanden, rng, lambda rij: rij.telt), antwoorden=0)


def declaratie_met_twee_antwoorden(d: Dossier, rng: random.Random) -> None:
    _vervang(d.bestanden, _kies(d.bestanden, rng, lambda rij: rij.telt), antwoorden=2)


def declaratie_blijft_liggen(d: Dossier, rng: random.Random) -> None:
    _vervang(d.bestanden, _kies(d.bestanden, rng), status="ontvangen")


def declaratie_apart_gezet(d: Dossier, rng: random.Random) -> None:
    _vervang(d.bestanden, _kies(d.bestanden, rng), status="apart-gezet")


def totaal_van_het_325_een_cent_mis(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.indieningen, rng, lambda een: een.antwoord is not None)
    antwoord = d.indieningen[plaats].antwoord or b""
    voor, midden, na = antwoord.partition(b"<TotaalToegekendBedrag><TotaalBedrag>")
    getal, einde, rest = na.partition(b"</TotaalBedrag>")
    _vervang(d.indieningen, plaats, antwoord=voor + midden + str(int(getal) + 1).encode() + einde + rest)


def lijn_weg_uit_het_325(d: Dossier, rng: random.Random) -> None:
    plaats = _kies(d.indieningen, rng, lambda een: een.antwoord is not None)
    voor, _, na = (d.indieningen[plaats].antwoord or b"").partition(b"<Prestatie>")
    _vervang(d.indieningen, plaats, antwoord=voor + na.partition(b"</Prestatie>")[2])


def bsn_in_plaats_van_pseudoniem(d: Dossier, rng: random.Random) -> None:
    een = _van(d, "PrestatiesBeoordeeld", rng)
    bsn = rng.choice(list(d.personen)).encode()
    d.berichten = [replace(b, ruw=b.ruw + bsn) if b.id == een.id else b for b in d.berichten]


def verkeerde_gemeente_bij_een_gebeurtenis(d: Dossier, rng: random.Random) -> None:
    _herschrijf(d, _van(d, "DeclaratieBeantwoord", rng), gemeente="0308")


def verkeerde_aanbieder_bij_een_betaalopdracht(d: Dossier, rng: random.Random) -> None:
    _vervang(d.opdrachten, _kies(d.opdrachten, rng), agb="42429999")


def plant_alle(dossier: Dossier, seed: int) -> dict[str, Dossier]:
    """By name a copy of the dossier with that fault in it; faults for which it holds nothing to break are left out."""
    geplant = {}
    for fout in FOUTEN:
        kopie = replace(dossier, **{veld.name: copy(getattr(dossier, veld.name)) for veld in fields(dossier)})
        with suppress(IndexError, ValueError):
            fout(kopie, random.Random(seed))
        if kopie != dossier:
            geplant[fout.__name__] = kopie
    return geplant


FOUTEN: tuple[Fout, ...] = tuple(
    waarde
    for naam, waarde in list(globals().items())
    if callable(waarde)
    and not naam.startswith("_")
    and getattr(waarde, "__module__", "") == __name__
    and naam != "plant_alle"
)
