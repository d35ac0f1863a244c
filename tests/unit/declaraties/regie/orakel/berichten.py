"""Random 301s, 305s and 307s of one aanbieder and two gemeenten, and damage to them. All follows from the seed."""

import copy
import datetime as dt
import random
from collections.abc import Callable, Iterable

from tests.unit.declaraties.regie.orakel.technisch import elfproef
from tests.unit.declaraties.regie.orakel.tekst import BERICHTCODES, Knoop, schrijf

AGB, ANDERE_AGB = "65656055", "42420001"
GEMEENTEN = ("0307", "0342")
VANDAAG = "2026-06-01"
PRODUCTEN = {
    "wmo": [("02", "02A03"), ("03", "03A03"), ("11", "11A01"), ("02", None)],
    "jw": [("45", "45A04"), ("46", "46A01"), ("45", None)],
}
PERSONEN = [f"9999{nummer:05d}" for nummer in range(400) if elfproef(f"9999{nummer:05d}")][:6]
NUMMERS = [str(nummer) for nummer in range(101, 111)]
REDENEN = {"wmo": ["20", "31", "02"], "jw": ["20", "31", "02"]}
DATUMS = [
    "0001-01-01", "0050-03-01", "0120-12-31", "1899-12-31", "1900-01-01", "1906-05-31", "1906-06-01", "1906-06-02",
    "2020-02-29", "2020-12-31", "2021-01-01", "2026-05-30", "2026-05-31", "2026-06-01", "2026-06-02", "2125-01-01",
    "9999-12-31",
]  # fmt: skip


def blad(naam: str, tekst: str) -> Knoop:
    """An element with text."""
    return Knoop(naam, tekst)


def tak(naam: str, *kinderen: Knoop | None) -> Knoop:
    """An element with others in it; None is left out."""
    return Knoop(naam, "", [kind for kind in kinderen if kind is not None])


class Berichtmaker:
    """Messages that are mostly right, close together in time and numbers so that they meet."""

    def __init__(self, zaad: str) -> None:
        self.r = random.Random(zaad)
        self.wet = self.r.choice(["wmo", "jw"])
        self._nummer = 0
        # who a number mostly belongs to
        self._van = {nummer: self.r.choice(PERSONEN[:4]) for nummer in NUMMERS}

    def bericht(self) -> tuple[str, Knoop]:
        """The number of a message and the message."""
        soort = self.r.choice(["301", "301", "305", "307"])
        nummer = self.r.choice(NUMMERS if soort == "301" else NUMMERS[:3])
        bsn = self._van[nummer] if self.r.random() < 0.93 else self.r.choice(PERSONEN)
        bericht = self._toewijzing(nummer, bsn) if soort == "301" else self._regie(soort, nummer, bsn)
        if self.r.random() < 0.35:
            for _ in range(self.r.choice([1, 1, 2])):
                self.r.choice(SCHADE[soort])(bericht, self.r)
        return soort, bericht

    def _dag(self, begin: str, dagen: int) -> str:
        dag = dt.date.fromisoformat(begin) + dt.timedelta(days=self.r.randrange(dagen))
        return dag.isoformat()

    def _kop(self, soort: str, afzender: str, ontvanger: str) -> Knoop:
        self._nummer += self.r.random() < 0.96
        wit = self.r.choice(["{}", "{}", " {}", "{}\n", "\r\n\t{} "])
        return tak(
            "Header",
            blad("BerichtCode", BERICHTCODES[self.wet][soort]),
            blad("BerichtVersie", wit.format(3)),
            blad("BerichtSubversie", wit.format(2)),
            blad("Afzender", afzender),
            blad("Ontvanger", ontvanger),
            tak(
                "BerichtIdentificatie",
                blad("Identificatie", f"B{self._nummer}"),
                blad("Dagtekening", self._dag("2026-05-28", 5)),
            ),
            tak("XsdVersie", blad("BasisschemaXsdVersie", "1.0.0"), blad("BerichtXsdVersie", "1.0.0")),
        )

    def _persoon(self, bsn: str, *, verkort: bool) -> list[Knoop]:
        gebruik = self.r.choice([None, None, None, "1", "2", "3"])
        datum = {None: self._dag("1906-06-03", 40_000), "1": "1950-05-01", "2": "1950-01-01", "3": "1900-01-01"}[
            gebruik
        ]
        partner = None if verkort or self.r.random() < 0.7 else tak("Partnernaam", blad("Achternaam", "Ander"))
        naamgebruik = None if verkort else blad("NaamGebruik", "1" if partner is None else self.r.choice("1234"))
        return [
            blad("Bsn", bsn),
            _geboren(datum, gebruik),
            blad("Geslacht", self.r.choice("012")),
            tak("Naam", tak("Geslachtsnaam", blad("Achternaam", "Test & zoon")), partner, naamgebruik),
        ]

    def _regie(self, soort: str, nummer: str, bsn: str) -> Knoop:
        naam = "StartProduct" if soort == "305" else "StopProduct"
        producten = [self._melding(naam, nummer)]
        while self.r.random() < 0.25 and len(producten) < 3:
            ander = nummer if self.r.random() < 0.6 else self.r.choice([*NUMMERS, ""])
            producten.append(self._melding(naam, ander))
        client = tak("Client", *self._persoon(bsn, verkort=True), tak(f"{naam}en", *_verschillend(producten)))
        return tak("Bericht", self._kop(soort, AGB, self._gemeente()), client)

    def _gemeente(self) -> str:
        return GEMEENTEN[0] if self.r.random() < 0.85 else GEMEENTEN[1]

    def _melding(self, naam: str, nummer: str) -> Knoop:
        begin = self.r.choice(["2026-01-05", "2026-03-02"])
        stop = naam == "StopProduct"
        einde = self.r.choice(["2026-03-31", "2026-04-30", "2026-05-20"])
        status = self.r.choice("1111133" if stop else "11133")
        categorie, code = PRODUCTEN[self.wet][0 if self.r.random() < 0.95 else 1]
        return tak(
            naam,
            blad("ToewijzingNummer", nummer) if nummer else None,
            tak("Product", blad("Categorie", categorie), blad("Code", str(code))),
            blad("ToewijzingIngangsdatum", "2026-01-01") if self.r.random() < 0.5 else None,
            blad("Begindatum", begin),
            blad("RedenBeeindiging", self.r.choice(REDENEN[self.wet])) if stop else None,
            blad("Einddatum", einde) if stop else None,
            blad("StatusAanlevering", status),
        )

    def _toewijzing(self, nummer: str, bsn: str) -> Knoop:
        nummers = [nummer, *(ander for ander in NUMMERS if ander != nummer and self.r.random() < 0.06)]
        producten = [self._toegewezen(een) for een in nummers]
        relaties = [self._relatie(str(plaats)) for plaats in range(self.r.choice([0, 0, 0, 1, 2]))]
        client = tak(
            "Client",
            *self._persoon(bsn, verkort=False),
            tak("Communicatie", blad("Vorm", "1"), blad("Taal", "Deens")) if self.r.random() < 0.1 else None,
            tak("Relaties", *relaties) if relaties else None,
            tak("Contactgegevens", *self._contacten()),
            tak("ToegewezenProducten", *producten),
        )
        ontvanger = AGB if self.r.random() < 0.97 else ANDERE_AGB
        return tak("Bericht", self._kop("301", self._gemeente(), ontvanger), client)

    def _relatie(self, nummer: str) -> Knoop:
        return tak(
            "Relatie",
            blad("Nummer", nummer),
            blad("Soort", "03"),
            _geboren(self._dag("1950-01-01", 9_000), None),
            tak("Naam", tak("Geslachtsnaam", blad("Achternaam", "Buur")), blad("NaamGebruik", self.r.choice("16"))),
            tak("Contact", blad("Soort", "02"), _adres()),
        )

    def _contacten(self) -> list[Knoop]:
        soorten = ["01", *(soort for soort in ("02", "03", "04") if self.r.random() < 0.15)]
        return [
            tak(
                "Contact",
                blad("Soort", soort),
                _adres(),
                tak("Periode", blad("Begindatum", "2026-01-01"), blad("Einddatum", "2026-02-01"))
                if soort == "04"
                else None,
            )
            for soort in soorten
        ]

    def _toegewezen(self, nummer: str) -> Knoop:
        categorie, code = self.r.choice(PRODUCTEN[self.wet])
        budget = code is None
        ingang = self.r.choice(["2026-01-01", "2026-03-01", "2026-05-01"])
        einde = self.r.choice(["2026-02-28", "2026-04-30", "2026-12-31"])
        weg = self.r.random() < 0.2
        eenheid, frequentie = self.r.choice([("04", "2"), ("04", "4"), ("01", "1"), ("82", "6"), ("83", "4")])
        omvang = tak("Omvang", blad("Volume", "5"), blad("Eenheid", eenheid), blad("Frequentie", frequentie))
        return tak(
            "ToegewezenProduct",
            blad("ToewijzingNummer", nummer),
            tak("Product", blad("Categorie", categorie), None if budget else blad("Code", str(code))),
            blad("Toewijzingsdatum", self._dag("2026-05-20", 8)),
            blad("Toewijzingstijd", self.r.choice(["10:00:00", "10:00:01", "23:59:59"])),
            blad("Ingangsdatum", ingang),
            blad("Einddatum", ingang if weg else max(ingang, einde)),
            blad("RedenWijziging", "13") if weg else None,
            None if budget else omvang,
            blad("Budget", "90000") if budget else None,
        )


def _geboren(datum: str, gebruik: str | None) -> Knoop:
    return tak("Geboortedatum", blad("Datum", datum), blad("DatumGebruik", gebruik) if gebruik else None)


def _adres() -> Knoop:
    return tak("Adres", tak("Huis", blad("Huisnummer", "1")), blad("Postcode", "3811AA"), blad("LandCode", "NL"))


def _telefoon() -> Knoop:
    return tak("Telefoon", tak("Telefoon01", blad("Telefoonnummer", "0331234567"), blad("Landnummer", "0031")))


def _verschillend(producten: Iterable[Knoop]) -> list[Knoop]:
    """Without what names the same start or stop twice."""
    gezien: dict[tuple[str, ...], Knoop] = {}
    for product in producten:
        namen = [knoop.tekst for knoop in product.loop() if knoop.naam != "StatusAanlevering"]
        gezien.setdefault(tuple(tekst for tekst in namen if tekst != "2026-01-01"), product)
    return list(gezien.values())


def retour_302(bericht: Knoop, wet: str, codes: list[str]) -> bytes:
    """What an aanbieder answers to a 301: its header, and codes when it refuses."""
    kop = copy.deepcopy(bericht.kinderen[0].kinderen)
    kop[0].tekst = BERICHTCODES[wet]["302"]
    versie = tak("XsdVersieRetour", blad("BasisschemaXsdVersie", "1.0.0"), blad("BerichtXsdVersie", "1.0.0"))
    groep = tak("RetourCodes", *(blad("RetourCode", code) for code in codes)) if codes else None
    eigen = (blad("IdentificatieRetour", "R1"), blad("DagtekeningRetour", VANDAAG), versie, groep)
    return schrijf(wet, "302", tak("Bericht", tak("Header", *kop, *eigen)))


Schade = Callable[[Knoop, random.Random], None]


def _waarde(naam: str, *waarden: str) -> Schade:
    """Another value for one of the elements with this name."""

    def doe(bericht: Knoop, r: random.Random) -> None:
        bladen = [knoop for knoop in bericht.loop() if knoop.naam == naam and not knoop.kinderen]
        if bladen:
            r.choice(bladen).tekst = r.choice(waarden)

    return doe


def _weg(naam: str, *in_groepen: str) -> Schade:
    """One of the elements with this name less, in one of these groups."""

    def doe(bericht: Knoop, r: random.Random) -> None:
        groepen = [knoop for knoop in bericht.loop() if knoop.naam in in_groepen and knoop.kind(naam)]
        if groepen:
            groep = r.choice(groepen)
            groep.kinderen = [kind for kind in groep.kinderen if kind.naam != naam]

    return doe


def _erbij(groep: str, na: tuple[str, ...], maak: Callable[[], Knoop]) -> Schade:
    """One element more, after these in its group, unless it is there."""

    def doe(bericht: Knoop, r: random.Random) -> None:
        nieuw = maak()
        groepen = [knoop for knoop in bericht.loop() if knoop.naam == groep and not knoop.kind(nieuw.naam)]
        if groepen:
            kinderen = r.choice(groepen).kinderen
            plaats = max((nr + 1 for nr, kind in enumerate(kinderen) if kind.naam in na), default=0)
            kinderen.insert(plaats, nieuw)

    return doe


def _per_dag(bericht: Knoop, r: random.Random) -> None:
    """A unit that may not be assigned per day, per day."""
    omvangen = [knoop for knoop in bericht.loop() if knoop.naam == "Omvang"]
    if omvangen:
        _, eenheid, frequentie = r.choice(omvangen).kinderen
        eenheid.tekst, frequentie.tekst = r.choice(("14", "16", "83", "84")), "1"


def _periode(bericht: Knoop, r: random.Random) -> None:
    """A contact for a while, often an impossible one."""
    contact = r.choice([knoop for knoop in bericht.loop() if knoop.naam == "Contact"])
    contact.kinderen = [kind for kind in contact.kinderen if kind.naam != "Periode"]
    contact.kinderen.append(
        tak("Periode", blad("Begindatum", "2026-01-02"), blad("Einddatum", r.choice(["2026-01-01", "2026-01-02"])))
    )


def _dubbel(*namen: str) -> Schade:
    """One of these elements twice."""

    def doe(bericht: Knoop, r: random.Random) -> None:
        lijsten = [
            knoop for knoop in bericht.loop() if knoop.kinderen and all(kind.naam in namen for kind in knoop.kinderen)
        ]
        if lijsten:
            kinderen = r.choice(lijsten).kinderen
            kinderen.append(copy.deepcopy(r.choice(kinderen)))

    return doe


_GEBOORTE: tuple[Schade, ...] = (
    _waarde("Datum", *DATUMS),
    _waarde("Datum", *DATUMS),
    _waarde("DatumGebruik", "1", "2", "3"),
    _erbij("Geboortedatum", ("Datum",), lambda: blad("DatumGebruik", "2")),
)
_KOP: tuple[Schade, ...] = (
    _waarde("Dagtekening", *DATUMS),
    _waarde("Bsn", "999900007", "000000000", "123456789", *PERSONEN),
)
_REGIE: tuple[Schade, ...] = (
    *_GEBOORTE,
    *_KOP,
    _waarde("Ontvanger", "9999", *GEMEENTEN),
    _waarde("Begindatum", *DATUMS),
    _waarde("StatusAanlevering", "1", "2", "3", "9"),
    _waarde("ToewijzingNummer", *NUMMERS, "0", "999999999"),
    _weg("ToewijzingNummer", "StartProduct", "StopProduct"),
    _weg("Product", "StartProduct", "StopProduct"),
    _dubbel("StartProduct", "StopProduct"),
    _dubbel("StartProduct", "StopProduct"),
)
SCHADE: dict[str, tuple[Schade, ...]] = {
    "301": (
        *_GEBOORTE,
        *_KOP,
        _waarde("NaamGebruik", "1", "2", "4", "5", "6"),
        _waarde("NaamGebruik", "6"),
        _erbij("Naam", ("Geslachtsnaam",), lambda: tak("Partnernaam", blad("Achternaam", "Ander"))),
        _weg("Taal", "Communicatie"),
        _waarde("Vorm", "2", "3"),
        _erbij("Client", ("Naam",), lambda: tak("Communicatie", blad("Vorm", "1"))),
        _weg("Adres", "Contact"),
        _weg("Huis", "Adres"),
        _weg("Postcode", "Adres"),
        _weg("LandCode", "Adres"),
        _waarde("Postcode", "3811 AA", "3811aa", "0811AA", "1000", "3811A"),
        _waarde("LandCode", "BE", "DE"),
        _waarde("Soort", "03", "04"),
        _waarde("Soort", "04"),
        _erbij("Contact", ("Soort", "Adres", "Telefoon"), lambda: tak("Periode", blad("Einddatum", "2026-01-01"))),
        _erbij("Contact", ("Soort", "Adres"), _telefoon),
        _waarde("Einddatum", *DATUMS),
        _dubbel("Contact"),
        _dubbel("Relatie"),
        _dubbel("ToegewezenProduct"),
        _waarde("Toewijzingsdatum", *DATUMS),
        _waarde("Toewijzingstijd", "00:00:00", "10:00:00"),
        _waarde("Ingangsdatum", *DATUMS),
        _weg("Einddatum", "ToegewezenProduct"),
        _weg("Einddatum", "ToegewezenProduct"),
        _weg("Product", "ToegewezenProduct"),
        _weg("Code", "Product"),
        _weg("Omvang", "ToegewezenProduct"),
        _weg("Budget", "ToegewezenProduct"),
        _waarde("Eenheid", "01", "04", "14", "16", "82", "83", "84"),
        _waarde("Frequentie", "1", "2", "4", "6"),
        _per_dag,
        _periode,
        _waarde("Volume", "0", "1", "99999999"),
        _waarde("RedenWijziging", "01", "05", "13"),
        _erbij("ToegewezenProduct", ("Ingangsdatum", "Einddatum"), lambda: blad("RedenWijziging", "13")),
        _erbij("ToegewezenProduct", ("Ingangsdatum", "Einddatum"), lambda: blad("RedenWijziging", "01")),
        _erbij("ToegewezenProduct", ("RedenWijziging", "Einddatum", "Omvang"), lambda: blad("Budget", "1")),
        _waarde("ToewijzingNummer", *NUMMERS, "999999999"),
    ),
    "305": _REGIE,
    "307": (*_REGIE, _waarde("Einddatum", *DATUMS), _waarde("RedenBeeindiging", "20", "31")),
}
