"""The oracle at work: both judges on the same messages, over histories that build up. `make orakel` runs this."""

import dataclasses
import datetime as dt
import os
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from declaraties.domain.beoordelen.antwoorden import maak_antwoord
from declaraties.domain.beoordelen.oordeel import Oordeel, beoordeel
from declaraties.domain.beoordelen.referentie import (
    Begrenzing,
    EerdereDebet,
    EerdereDebetten,
    Referentiegegevens,
    Verbruik,
    Verbruiken,
)
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.declaratie import Bericht323, Declaratiebericht, Prestatie, als_records
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.toewijzen.kolommen import Contracttarieven, Toewijzingen

from tests.unit.declaraties.beoordelen.orakel.berichten import Berichtmaker
from tests.unit.declaraties.beoordelen.orakel.orakel import Boekregel, Uitspraak, Verzonden, Wereld, oordeel_over
from tests.unit.declaraties.beoordelen.orakel.schade import SCHADE
from tests.unit.declaraties.beoordelen.orakel.technisch import alle, cent, kaal
from tests.unit.declaraties.beoordelen.orakel.wereld import GEMEENTEN, Toeval, Wereldmaker, laatste_dag, maand_na
from tests.unit.declaraties.bouwers import clientsleutel, declaratie

# dossier section 6: every code that can stand in a 325 of a gemeente on a 323
CODES = [
    "0001",
    "0200",
    "0233",
    "8001",
    "8848",
    "9056",
    "S300",
    "8214",
    "9333",
    "8187",
    "8021",
    "8017",
    "9390",
    "9389",
    "9338",
    "9384",
    "9339",
    "9340",
    "S329",
    "9307",
    "9308",
    "9387",
    "9388",
    "9319",
    "9341",
    "9321",
    "9322",
    "9369",
    "0611",
    "9346",
]
VANDAAG = dt.date(2030, 1, 1)
ONS = BerichtIdentificatie(identificatie="A1", dagtekening=VANDAAG)
MAANDEN = 5
Regelantwoord = tuple[str | None, list[str]]
# header codes, declaratie codes, awarded cents, and per listed client its Bsn, codes and lines with codes
Antwoord = tuple[list[str], list[str], int | None, list[tuple[str, list[str], list[Regelantwoord]]]]


@dataclass(kw_only=True)
class Telling:
    """What was compared, and what came out."""

    regels: int = 0
    berichten: int = 0
    toegekend: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    technisch: Counter[str] = field(default_factory=Counter)
    verschillen: list[str] = field(default_factory=list)


def proef(regels: int, zaad: int) -> Telling:
    """Scenarios until at least so many lines are compared."""
    telling = Telling()
    nummer = 0
    while telling.regels < regels:
        scenario(zaad + nummer, telling)
        nummer += 1
    return telling


def scenario(zaad: int, telling: Telling) -> None:
    """One aanbieder over some months: messages, their answers, and messages that follow from those."""
    toeval = Toeval(zaad)
    maker = Wereldmaker(toeval)
    wereld = maker.maak()
    berichten = Berichtmaker(toeval, maker, wereld)
    for stap in range(MAANDEN):
        maand = maand_na(maker.start, stap)
        for gemeente in GEMEENTEN:
            _vergelijk(berichten.bericht(maand, gemeente), wereld, telling, f"{zaad}/{stap}/{gemeente}")
        _verander(wereld, toeval, maand)
    for naam, (bericht, vandaag) in _bijzondere(berichten, maker, wereld):
        _vergelijk(bericht, wereld, telling, f"{zaad}/{naam}", vandaag)


def _verander(wereld: Wereld, toeval: Toeval, maand: dt.date) -> None:
    """New versions of a few toewijzingen: deleted, shortened, or with less room than was already taken."""
    for plaats, oud in enumerate(wereld.toewijzingen):
        if toeval.kans(0.04):
            keuzes: tuple[dict[str, object], ...] = (
                {"verwijderd": True},
                {"einddatum": max(oud.ingangsdatum, laatste_dag(maand))},
                {"volume": None if oud.volume is None else oud.volume // 2},
                {"budget": None if oud.budget is None else oud.budget // 2},
            )
            wereld.toewijzingen[plaats] = dataclasses.replace(oud, **toeval.een(keuzes))  # type: ignore[arg-type]


def _bijzondere(
    maker: Berichtmaker, wereldmaker: Wereldmaker, wereld: Wereld
) -> Iterator[tuple[str, tuple[Bericht323, dt.date]]]:
    """Small messages that are right, or refused as a whole, each for a reason of its own."""
    maand = maand_na(wereldmaker.start, MAANDEN)
    toeval = maker.toeval

    def klein(gemeente: str = GEMEENTEN[0]) -> Bericht323:
        return maker.klein(maand, gemeente)

    for nummer in range(4):
        yield f"goed{nummer}", (_alleen_goed(klein(), wereld), VANDAAG)
    for nummer in range(2):
        yield f"toekomst{nummer}", (klein(), maand)
        yield f"technisch{nummer}", (toeval.een(SCHADE)(klein()), VANDAAG)
        yield f"oude periode{nummer}", (maker.klein(wereldmaker.start, GEMEENTEN[1]), VANDAAG)
        oud = toeval.een(wereld.verzonden)
        kop = BerichtIdentificatie(identificatie=oud.identificatie, dagtekening=laatste_dag(maand))
        anders = klein()
        header = dataclasses.replace(anders.header, bericht_identificatie=kop)
        yield f"identificatie{nummer}", (_zonder_toekomst(dataclasses.replace(anders, header=header)), VANDAAG)
        yield f"nummer{nummer}", (dataclasses.replace(klein(), declaratie_nummer=oud.declaratienummer), VANDAAG)
        anders = klein()
        weg = dataclasses.replace(anders.header, ontvanger=toeval.een(("9999", "0000")))
        yield f"gemeente{nummer}", (dataclasses.replace(anders, header=weg), VANDAAG)


def _zonder_toekomst(bericht: Bericht323) -> Bericht323:
    """Signed late enough for its own lines."""
    laatste = max(int(bericht.prestaties.eind.max()), int(bericht.prestaties.begin.max()))
    dag = max(bericht.declaratie_periode.einddatum, dt.date(1970, 1, 1) + dt.timedelta(days=laatste))
    kop = dataclasses.replace(bericht.header.bericht_identificatie, dagtekening=dag)
    return dataclasses.replace(bericht, header=dataclasses.replace(bericht.header, bericht_identificatie=kop))


def _alleen_goed(bericht: Bericht323, wereld: Wereld) -> Bericht323:
    """Only the lines that are approved; the message itself when there are none."""
    records = als_records(bericht)
    uitspraak = oordeel_over(records, wereld, VANDAAG, clientsleutel)
    goed = {id(regel) for (_, regel), fout in zip(alle(records), uitspraak.regels, strict=True) if not fout}
    clienten = [
        (client.bsn, over)
        for client in records.declaratie.clienten
        if (over := [regel for regel in client.prestaties if id(regel) in goed])
    ]
    return _opnieuw(bericht, clienten) if clienten else bericht


def _opnieuw(bericht: Bericht323, clienten: list[tuple[str, list[Prestatie]]]) -> Bericht323:
    return declaratie(
        *clienten,
        wet=bericht.wet,
        ontvanger=bericht.gemeente,
        bericht_identificatie=bericht.header.bericht_identificatie,
        declaratie_nummer=bericht.declaratie_nummer,
        declaratie_periode=bericht.declaratie_periode,
        declaratie_dagtekening=bericht.declaratie_dagtekening,
    )


def _vergelijk(bericht: Bericht323, wereld: Wereld, telling: Telling, naam: str, vandaag: dt.date = VANDAAG) -> None:
    """Both judges and the 325 on one message; a message that counts becomes part of the world."""
    records = als_records(bericht)
    plat = oordeel_over(records, wereld, vandaag, clientsleutel)
    engine = beoordeel(bericht, referentie_van(wereld, records), vandaag=vandaag, clientsleutel=clientsleutel)
    antwoord = maak_antwoord(bericht, engine, identificatie=ONS)
    telling.berichten += 1
    telling.regels += len(bericht.prestaties)
    telling.toegekend += int(engine.toegekend.sum())
    telling.technisch.update(plat.niveau2)
    verwacht = plat_antwoord(records, plat)
    telling.codes.update(code for codes in _codelijsten(verwacht) for code in codes)
    if als_uitspraak(engine) != plat:
        telling.verschillen.append(f"{naam}: {als_uitspraak(engine)} / {plat}")
    if van_antwoord(antwoord) != verwacht:
        telling.verschillen.append(f"{naam}: the 325 says {van_antwoord(antwoord)}, not {verwacht}")
    if not (plat.niveau2 or plat.kop or plat.declaratie):
        _schrijf_bij(wereld, records, plat)


def _schrijf_bij(wereld: Wereld, bericht: Declaratiebericht, plat: Uitspraak) -> None:
    gemeente = bericht.header.ontvanger
    wereld.verzonden.append(
        Verzonden(
            gemeente=gemeente,
            identificatie=bericht.header.bericht_identificatie.identificatie,
            declaratienummer=bericht.declaratie.declaratie_nummer,
            periode=bericht.declaratie.declaratie_periode.begindatum,
        )
    )
    wereld.boek += [
        Boekregel(gemeente=gemeente, client=clientsleutel(client.bsn), regel=regel, goed=not codes)
        for (client, regel), codes in zip(alle(bericht), plat.regels, strict=True)
    ]


def als_uitspraak(engine: Oordeel) -> Uitspraak:
    """The judgement of the engine in the words of the plain judge."""
    technisch = sorted({hit.nummer for hit in engine.treffers if hit.niveau == 2})
    return Uitspraak(
        niveau2=technisch,
        kop=[*engine.codes(Klasse.KOP)],
        declaratie=[] if technisch else [*engine.codes(Klasse.DECLARATIE)],
        clienten=engine.client_afgekeurd.tolist(),
        regels=[sorted(codes) for codes in engine.codes_per_prestatie()],
        toegekend_cent=engine.toegekend_cent,
    )


def plat_antwoord(bericht: Declaratiebericht, plat: Uitspraak) -> Antwoord:
    """The 325 that belongs to a plain judgement (dossier section 10)."""
    geheel = ["0001"] if plat.niveau2 else plat.kop
    if geheel:
        return (geheel, [], None, [])
    regels = alle(bericht)
    clienten = []
    for client, onbekend in zip(bericht.declaratie.clienten, plat.clienten, strict=True):
        fout = [
            (kaal(regel.product_referentie.referentie_nummer), codes)
            for (van, regel), codes in zip(regels, plat.regels, strict=True)
            if van.bsn == client.bsn and codes
        ]
        if fout:
            clienten.append((client.bsn, ["8187"] if onbekend else ["0200"], fout))
    goed = ["0200"] if clienten else ["8001"]
    return (["0200"], plat.declaratie or goed, plat.toegekend_cent, clienten)


def van_antwoord(antwoord: Antwoord325) -> Antwoord:
    """The 325 of the engine in the same form."""
    declaratie_antwoord = antwoord.declaratie_antwoord
    if declaratie_antwoord is None:
        return ([*antwoord.header.retour_codes], [], None, [])
    clienten = [
        (
            client.bsn,
            [*client.retour_codes],
            [
                (kaal(regel.product_referentie.referentie_nummer), sorted(regel.retour_codes))
                for regel in client.prestaties
            ],
        )
        for client in declaratie_antwoord.clienten or ()
    ]
    totaal = declaratie_antwoord.totaal_toegekend_bedrag
    teken = 1 if totaal.debet_credit == "D" else -1
    return (
        [*antwoord.header.retour_codes],
        [*declaratie_antwoord.retour_codes],
        totaal.totaal_bedrag * teken,
        clienten,
    )


def _codelijsten(antwoord: Antwoord) -> Iterator[list[str]]:
    kop, declaratie_codes, _, clienten = antwoord
    yield kop
    yield declaratie_codes
    for _, codes, regels in clienten:
        yield codes
        yield from (codes for _, codes in regels)


def referentie_van(wereld: Wereld, bericht: Declaratiebericht) -> Referentiegegevens:
    """The same world as the store would give it to the engine: sums and open debets instead of a book."""
    regels = [regel for _, regel in alle(bericht)]
    nummers = {regel.toewijzing_nummer for regel in regels}
    vorigen = {kaal(regel.product_referentie.vorig_referentie_nummer) for regel in regels}
    goed = [een for een in wereld.boek if een.goed]
    gecrediteerd = {kaal(een.regel.product_referentie.vorig_referentie_nummer) for een in goed if een.is_credit}
    verbruik: dict[tuple[int, str], list[int]] = {}
    for een in goed:
        if een.gemeente == bericht.header.ontvanger and een.regel.toewijzing_nummer in nummers:
            som = verbruik.setdefault((een.regel.toewijzing_nummer, een.regel.eenheid), [0, 0])
            som[0] += -een.regel.geleverd_volume if een.is_credit else een.regel.geleverd_volume
            som[1] += cent(een.regel)
    periodes = [een.periode for een in wereld.verzonden if een.gemeente == bericht.header.ontvanger]
    return Referentiegegevens(
        toewijzingen=Toewijzingen.van(wereld.toewijzingen),
        prijzen=Contracttarieven.van_rijen(wereld.prijzen),
        taakgericht=tuple(wereld.taakgericht),
        gemeentecodes=wereld.gemeentecodes,
        identificaties=frozenset(een.identificatie for een in wereld.verzonden),
        declaratienummers=frozenset(een.declaratienummer for een in wereld.verzonden),
        referentienummers=frozenset(kaal(een.regel.product_referentie.referentie_nummer) or "" for een in wereld.boek),
        eerdere=EerdereDebetten.van(
            _eerdere(een, gecrediteerd)
            for een in goed
            if not een.is_credit
            and (
                een.regel.toewijzing_nummer in nummers
                or kaal(een.regel.product_referentie.referentie_nummer) in vorigen
            )
        ),
        verbruik=Verbruiken.van(
            Verbruik(toewijzing=nummer, eenheid=eenheid, volume=volume, cent=centen)
            for (nummer, eenheid), (volume, centen) in verbruik.items()
        ),
        laatste_periode=max(periodes, default=None),
        begrenzingen=tuple(
            Begrenzing(
                ruimte_id=uuid.UUID(int=nummer),
                overeenkomst_id=uuid.UUID(int=nummer),
                producten=frozenset(plafond.producten),
                crisisproducten=frozenset({plafond.crisis}),
                van=plafond.van,
                tot=plafond.tot,
                bedrag_cent=plafond.cent,
                gebruikt_cent=sum(cent(een.regel) for een in goed if plafond.geldt(een.regel)),
            )
            for nummer, plafond in enumerate(wereld.plafonds)
        ),
    )


def _eerdere(een: Boekregel, gecrediteerd: set[str | None]) -> EerdereDebet:
    regel = een.regel
    referentie = kaal(regel.product_referentie.referentie_nummer) or ""
    return EerdereDebet(
        gemeente=een.gemeente,
        clientsleutel=een.client,
        referentie=referentie,
        toewijzing=regel.toewijzing_nummer,
        categorie=regel.product_categorie,
        code=regel.product_code,
        begin=regel.product_periode.begindatum,
        eind=regel.product_periode.einddatum,
        volume=regel.geleverd_volume,
        eenheid=regel.eenheid,
        tarief=regel.product_tarief,
        bedrag=regel.ingediend_bedrag.bedrag,
        gecrediteerd=referentie in gecrediteerd,
    )


def verslag(telling: Telling, nodig: int) -> list[str]:
    """Lines that tell how the comparison ended; codes that were hit too seldom are named last."""
    te_weinig = [code for code in CODES if telling.codes[code] < nodig]
    return [
        f"{telling.regels} regels in {telling.berichten} berichten, {telling.toegekend} regels toegekend",
        f"verschillen: {len(telling.verschillen)}",
        *telling.verschillen[:5],
        *(f"  {code}  {telling.codes[code]:>8}" for code in CODES),
        "  niveau 2: " + ", ".join(f"{nummer} {aantal}" for nummer, aantal in sorted(telling.technisch.items())),
        *([f"minder dan {nodig} keer geraakt: {', '.join(te_weinig)}"] if te_weinig else []),
    ]


def main() -> int:
    """Print the comparison; 1 when the judges disagree anywhere or a code was hit too seldom."""
    regels, zaad = int(os.environ.get("ORAKEL_REGELS", "200000")), int(os.environ.get("ORAKEL_ZAAD", "2025"))
    nodig = max(1, min(100, regels // 2_000))
    begin = time.monotonic()
    telling = proef(regels, zaad)
    kop = f"zaad {zaad}, {time.monotonic() - begin:.0f} s"
    sys.stdout.write("\n".join([kop, *verslag(telling, nodig)]) + "\n")
    return 1 if telling.verschillen or any(telling.codes[code] < nodig for code in CODES) else 0


if __name__ == "__main__":
    sys.exit(main())
