"""A run in which nothing is wrong, made up as all stores would show it; faults are planted in copies of it."""

import random
import uuid
from dataclasses import replace

from .dossier import (
    Bericht,
    Bestandrij,
    Betaling,
    Boeking,
    Dossier,
    Indiening,
    Lijn,
    Lijnrij,
    Opdracht,
    Vastgelegd,
)
from .feiten import Outcome

PERSONEN = ("999900006", "999900018", "999990342")
GEMEENTE, PLAFOND = "0307", 1000
_PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


def een_goede_run(seed: int) -> Dossier:
    """Aanbieders with declaraties of which a line is refused, credits, repeats on topics, a payment file, and unknowns."""
    rng = random.Random(seed)
    dossier = Dossier(
        indieningen=[],
        bestanden=[],
        lijnen=[],
        opdrachten=[],
        vastgelegd=[],
        berichten=[],
        boekingen=[],
        opgeslagen=set(),
        personen=PERSONEN,
        plafonds={(GEMEENTE, 100 + one): PLAFOND for one in range(4)},
    )
    for nummer in range(9):
        _declaratie(dossier, nummer, rng)
    _nabetaling(dossier, rng)
    _geweigerd_op_niveau_1(dossier, rng)
    _nooit_aangekomen(dossier, rng)
    _betaal(dossier, rng)
    _bezorg(dossier, rng)
    return dossier


def _declaratie(d: Dossier, nummer: int, rng: random.Random) -> None:
    """Every third one takes back a line of the one before and declares it anew."""
    agb, toewijzing, kenmerk = f"4242000{nummer // 3}", 100 + nummer % 4, _id(rng)
    lijnen = [_lijn(f"R{nummer}-{plaats}", toewijzing, rng.randrange(1, 9)) for plaats in range(4)]
    lijnen[3] = replace(lijnen[3], toewijzing=999, code="9338")
    if nummer % 3 == 2:
        vorige = next(x for x in d.lijnen if x.bestand == d.bestanden[-1].id)
        lijnen.append(
            Lijn(
                referentie=f"R{nummer}-C",
                bsn=PERSONEN[0],
                toewijzing=vorige.toewijzing,
                volume=vorige.volume,
                cent=-vorige.cent,
                vorige=vorige.referentie,
                code="",
            )
        )
    som = sum(lijn.cent for lijn in lijnen)
    goed = sum(lijn.cent for lijn in lijnen if lijn.code == "")
    een = Indiening(
        sha256=rng.randbytes(32),
        agb=agb,
        gemeente=GEMEENTE,
        nummer=f"D{nummer}",
        maand=f"2026-{nummer % 3 + 1:02d}",
        lijnen=lijnen,
        # Of every fourth the client never heard, but it is there.
        uitkomst=Outcome.ONBEKEND if nummer % 4 == 3 else Outcome.BEVESTIGD,
        id=None if nummer % 4 == 3 else kenmerk,
        antwoord=None if nummer % 4 == 3 else een_325(f"D{nummer}", som, goed, [x for x in lijnen if x.code]),
    )
    d.indieningen.append(een)
    _sla_op(d, _rij(een, kenmerk, rng, ingediend=som, toegekend=goed))
    d.lijnen += [_lijnrij(kenmerk, plaats, lijn) for plaats, lijn in enumerate(lijnen)]
    _meld(d, rng, een, "DeclaratieOntvangen", bestand_id=kenmerk)
    _meld(d, rng, een, "DeclaratieBeantwoord", bestand_id=kenmerk, ingediend_cent=som, toegekend_cent=goed)
    for deel in range(2):
        deze = lijnen[deel * 2 : deel * 2 + 2 if deel == 0 else None]
        _meld(
            d,
            rng,
            een,
            "PrestatiesBeoordeeld",
            bestand_id=kenmerk,
            deel=deel,
            toewijzing=[x.toewijzing for x in deze],
            bedrag_cent=[x.cent for x in deze],
            uitkomsten=["", "9338"],
            uitkomst=[1 if x.code else 0 for x in deze],
        )
    opdracht = Opdracht(id=_id(rng), bestand=kenmerk, agb=agb, gemeente=GEMEENTE, cent=goed)
    d.opdrachten.append(opdracht)
    _meld(d, rng, een, "BetaalopdrachtGemaakt", betaalopdracht_id=opdracht.id, bedrag_cent=goed)
    d.boekingen.append(Boeking(kenmerk=opdracht.id, cent=goed))


def _nabetaling(d: Dossier, rng: random.Random) -> None:
    """A settlement of the first aanbieder, and a part of it back."""
    een = d.indieningen[0]
    for cent in (5000, -1200):
        opdracht = Opdracht(id=_id(rng), bestand=None, agb=een.agb, gemeente=GEMEENTE, cent=cent)
        d.opdrachten.append(opdracht)
        _meld(d, rng, een, "BetaalopdrachtGemaakt", betaalopdracht_id=opdracht.id, bedrag_cent=cent)
        d.boekingen.append(Boeking(kenmerk=opdracht.id, cent=cent))
    d.nabetaald = {een.agb: 3800}


def _lijn(referentie: str, toewijzing: int, volume: int) -> Lijn:
    return Lijn(
        referentie=referentie, bsn=PERSONEN[0], toewijzing=toewijzing, volume=volume, cent=volume * 1250, code=""
    )


def _lijnrij(bestand: str, plaats: int, lijn: Lijn) -> Lijnrij:
    return Lijnrij(
        bestand=bestand,
        slot=f"{lijn.toewijzing} {(lijn.vorige or lijn.referentie)}",
        regel=plaats,
        referentie=lijn.referentie,
        vorige=lijn.vorige,
        toewijzing=lijn.toewijzing,
        volume=lijn.volume,
        cent=lijn.cent,
        credit=lijn.vorige is not None,
        goed=lijn.code == "",
        codes=lijn.code or "",
    )


def _rij(een: Indiening, kenmerk: str, rng: random.Random, **anders: int | None) -> Bestandrij:
    return Bestandrij(
        id=kenmerk,
        agb=een.agb,
        gemeente=een.gemeente,
        sha256=een.sha256,
        opslag=_id(rng),
        status="aangeboden" if een.leesbaar else "afgekeurd",
        telt=een.leesbaar,
        nummer=een.nummer if een.leesbaar else None,
        ingediend=anders.get("ingediend"),
        toegekend=anders.get("toegekend"),
        antwoorden=1 if een.leesbaar else 0,
    )


def _sla_op(d: Dossier, rij: Bestandrij) -> None:
    d.bestanden.append(rij)
    d.opgeslagen.add(rij.opslag)


def _geweigerd_op_niveau_1(d: Dossier, rng: random.Random) -> None:
    een = Indiening(
        sha256=rng.randbytes(32),
        agb="42420000",
        gemeente=GEMEENTE,
        nummer="D90",
        maand="2026-01",
        lijnen=[],
        id=_id(rng),
        leesbaar=False,
    )
    d.indieningen.append(een)
    _sla_op(d, _rij(een, str(een.id), rng))
    _meld(d, rng, een, "DeclaratieOntvangen", bestand_id=een.id)


def _nooit_aangekomen(d: Dossier, rng: random.Random) -> None:
    """The client gave up on one, and was refused another; neither is there."""
    for nummer, uitkomst in ((91, Outcome.ONBEKEND), (92, Outcome.GEWEIGERD)):
        d.indieningen.append(
            Indiening(
                sha256=rng.randbytes(32),
                agb="42420000",
                gemeente=GEMEENTE,
                nummer=f"D{nummer}",
                maand="2026-01",
                lijnen=[_lijn(f"R{nummer}", 100, 1)],
                uitkomst=uitkomst,
            )
        )


def _betaal(d: Dossier, rng: random.Random) -> None:
    """Two payment files; a payment of the first came back and its payables are paid by the second."""
    eerste = [_betaling(rng, "MSG-1", [een]) for een in d.opdrachten[:4]]
    eerste[0] = replace(eerste[0], teruggekomen=True)
    tweede = [_betaling(rng, "MSG-2", d.opdrachten[4:6]), _betaling(rng, "MSG-2", d.opdrachten[:1])]
    d.betalingen = [*eerste, *tweede]
    d.betaalbestanden = [een_pain("MSG-1", eerste), een_pain("MSG-2", tweede)]
    d.register = ["MSG-1", "MSG-2"]


def _betaling(rng: random.Random, msg_id: str, opdrachten: list[Opdracht]) -> Betaling:
    return Betaling(
        id=_id(rng), msg_id=msg_id, opdrachten=[een.id for een in opdrachten], cent=sum(een.cent for een in opdrachten)
    )


def een_pain(msg_id: str, betalingen: list[Betaling]) -> bytes:
    """The few elements of a payment file that say who gets what."""
    som, aantal = sum(een.cent for een in betalingen), len(betalingen)
    koppen = f"<NbOfTxs>{aantal}</NbOfTxs><CtrlSum>{_euro(som)}</CtrlSum>"
    regels = "".join(
        f"<CdtTrfTxInf><PmtId><EndToEndId>{een.id}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="EUR">{_euro(een.cent)}</InstdAmt></Amt></CdtTrfTxInf>'
        for een in betalingen
    )
    return (
        f'<Document xmlns="{_PAIN}"><CstmrCdtTrfInitn><GrpHdr><MsgId>{msg_id}</MsgId>{koppen}</GrpHdr>'
        f"<PmtInf>{koppen}{regels}</PmtInf></CstmrCdtTrfInitn></Document>"
    ).encode()


def _euro(cent: int) -> str:
    return f"{cent // 100}.{cent % 100:02d}"


def een_325(nummer: str, ingediend: int, toegekend: int, afgekeurd: list[Lijn]) -> bytes:
    """The elements of a 325 that carry money and references."""
    regels = "".join(
        f"<Prestatie><ReferentieNummer>{x.referentie}</ReferentieNummer>{_bedrag('Bedrag', x.cent)}</Prestatie>"
        for x in afgekeurd
    )
    return (
        f'<Bericht xmlns="urn:proef"><DeclaratieNummer>{nummer}</DeclaratieNummer>'
        f"<TotaalIngediendBedrag>{_bedrag('TotaalBedrag', ingediend)}</TotaalIngediendBedrag>"
        f"<TotaalToegekendBedrag>{_bedrag('TotaalBedrag', toegekend)}</TotaalToegekendBedrag>{regels}</Bericht>"
    ).encode()


def _bedrag(naam: str, cent: int) -> str:
    return f"<{naam}>{abs(cent)}</{naam}><DebetCredit>{'C' if cent < 0 else 'D'}</DebetCredit>"


def _meld(d: Dossier, rng: random.Random, een: Indiening, naam: str, **data: object) -> None:
    kenmerk, topic = _id(rng), naam.lower()
    d.vastgelegd.append(Vastgelegd(id=kenmerk, topic=topic))
    velden = {"agb_code": een.agb, "gemeente": een.gemeente, **data}
    bericht = Bericht(
        topic=topic,
        partitie=int(een.agb) % 4,
        plaats=len(d.berichten),
        id=kenmerk,
        naam=naam,
        sleutel=een.agb.encode(),
        data=velden,
        ruw=repr(velden).encode(),
    )
    d.berichten.append(bericht)


def _bezorg(d: Dossier, rng: random.Random) -> None:
    """Some stretches of a topic come again, as after a crash of the relay."""
    for een in rng.sample(d.berichten, 6):
        d.berichten.append(replace(een, plaats=len(d.berichten)))


def _id(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
