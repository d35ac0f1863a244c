"""Real-looking 323 messages in any size, with the toewijzingen and tariffs that make their lines right.

Everything follows from the seed. Level 2 always holds, so the whole message is judged line by line; a share `fouten`
of the lines breaks a rule of level 4. Test persons are those of the range 9999xxxxx, about 9,090 that pass the
11-proef: a message with more lines than 1.65 for each of them gives every client more lines.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

REGELS_PER_CLIENT = 1.65
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_ELF = 11
_NAAM = {"wmo": ("iwmo", "wmo323", "484"), "jw": ("ijw", "jw323", "490")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaats:
    """Between whom, about which month, and under which number a message goes."""

    wet: str = "wmo"
    aanbieder: str = "65656055"
    gemeente: str = "0307"
    maand: dt.date = dt.date(2026, 4, 1)
    nummer: int = 1

    @property
    def eind(self) -> dt.date:
        """Last day of the month."""
        return (self.maand.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)

    @property
    def dagtekening(self) -> dt.date:
        """Signed on the sixth day after the month."""
        return self.eind + dt.timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tarief:
    """A product with its price in eurocents per unit; products in euro (83) have a row without meaning."""

    categorie: str
    code: str
    eenheid: str
    cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegewezen:
    """What a gemeente assigned to a client: so many units (or eurocents) per month, all year."""

    nummer: int
    bsn: str
    categorie: str
    code: str
    eenheid: str
    volume: int
    frequentie: str = "4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One line; `vorige` makes it a credit, `tarief` is absent in euro."""

    bsn: str
    referentie: str
    vorige: str = ""
    toewijzing: int
    categorie: str
    code: str
    eenheid: str
    volume: int
    tarief: int | None
    bedrag: int

    @property
    def cent(self) -> int:
        """Signed eurocents."""
        return -self.bedrag if self.vorige else self.bedrag


@dataclass(frozen=True, slots=True, kw_only=True)
class Proefbestand:
    """A message with its surroundings; `fout` are the positions of the lines that must be refused."""

    plaats: Plaats
    regels: tuple[Regel, ...]
    toegewezen: tuple[Toegewezen, ...]
    tarieven: tuple[Tarief, ...]
    fout: frozenset[int]

    def xml(self, *, inspringen: str = "\t", regeleinde: str = "\r\n") -> bytes:
        """Text of the message; both arguments empty: not indented."""
        return schrijf(self.plaats, self.regels, inspringen=inspringen, regeleinde=regeleinde)


def maak_323(regels: int, *, seed: int, fouten: float = 0.06, plaats: Plaats | None = None) -> bytes:
    """Only the message, pretty printed with CR/LF as OP192 asks."""
    return maak_bestand(regels, seed=seed, fouten=fouten, plaats=plaats).xml()


def maak_bestand(
    regels: int, *, seed: int, fouten: float = 0.06, terug: float = 0.0, plaats: Plaats | None = None
) -> Proefbestand:
    """A message of so many lines; a share `terug` of them takes back lines V1, V2, ... that are nowhere."""
    plaats = plaats or Plaats()
    r = random.Random(f"{seed}|{plaats}")  # noqa: S311 - reproducible data, no secret
    tarieven = tarieflijst(plaats.wet)
    toegewezen = tuple(_toewijzingen(regels, tarieven, r))
    goed = [_regel(n, een, tarieven, plaats=plaats, r=r) for n, een in enumerate(toegewezen)]
    fout = frozenset(n for n in range(regels) if r.random() < fouten)
    credit = {n for n in range(regels) if n not in fout and r.random() < terug}
    lijst = [_bederf(regel, r) if n in fout else regel for n, regel in enumerate(goed)]
    lijst = [replace(regel, vorige=f"V{n + 1}") if n in credit else regel for n, regel in enumerate(lijst)]
    return Proefbestand(plaats=plaats, regels=tuple(lijst), toegewezen=toegewezen, tarieven=tarieven, fout=fout)


@cache
def tarieflijst(wet: str) -> tuple[Tarief, ...]:
    """Forty products in hours, etmalen, dagdelen, pieces and euros."""
    eerste, eenheden = (2, 31)[wet == "jw"], ("04", "04", "14", "16", "84", "04", "16", "83")
    return tuple(
        Tarief(
            categorie=f"{eerste + n // 8:02d}",
            code=f"{eerste + n // 8:02d}A{n % 8 + 1:02d}",
            eenheid=eenheden[n % 8],
            cent=1 if eenheden[n % 8] == "83" else 1_250 + n * 325,
        )
        for n in range(40)
    )


@cache
def proefpersonen() -> tuple[str, ...]:
    """Every number of the test range that passes the 11-proef."""
    alle = (f"9999{n:05d}" for n in range(100_000))
    return tuple(bsn for bsn in alle if sum(g * int(c) for g, c in zip(_GEWICHTEN, bsn, strict=True)) % _ELF == 0)


def _toewijzingen(regels: int, tarieven: Sequence[Tarief], r: random.Random) -> Iterator[Toegewezen]:
    """One per line, lines of a client together, each client with products of its own."""
    clienten = min(max(1, round(regels / REGELS_PER_CLIENT)), len(proefpersonen()))
    aantallen = [regels // clienten] * clienten
    for een in r.sample(range(clienten), regels % clienten):
        aantallen[een] += 1
    nummer = 0
    for bsn, aantal in zip(r.sample(proefpersonen(), clienten), aantallen, strict=True):
        for tarief in r.sample(tarieven, aantal):
            nummer += 1
            euro = tarief.eenheid == "83"
            yield Toegewezen(
                nummer=nummer,
                bsn=bsn,
                categorie=tarief.categorie,
                code=tarief.code,
                eenheid=tarief.eenheid,
                volume=500_000 if euro else 60,
            )


def _regel(
    nummer: int, toegewezen: Toegewezen, tarieven: Sequence[Tarief], *, plaats: Plaats, r: random.Random
) -> Regel:
    (tarief,) = (een for een in tarieven if een.code == toegewezen.code)
    euro = toegewezen.eenheid == "83"
    volume = r.randint(1_000, 99_999) if euro else r.randint(1, 40)
    return Regel(
        bsn=toegewezen.bsn,
        referentie=f"P{plaats.maand:%Y%m}-{plaats.nummer}-{nummer + 1:06d}",
        toewijzing=toegewezen.nummer,
        categorie=toegewezen.categorie,
        code=toegewezen.code,
        eenheid=toegewezen.eenheid,
        volume=volume,
        tarief=None if euro else tarief.cent,
        bedrag=volume * tarief.cent,
    )


def _bederf(regel: Regel, r: random.Random) -> Regel:
    """The same line with one fault of level 4."""
    soort = r.choice(("toewijzing", "code", "tarief", "bedrag"))
    if soort == "toewijzing" or regel.eenheid == "83":
        return replace(regel, toewijzing=regel.toewijzing + 500_000_000)
    if soort == "code":
        return replace(regel, code=f"{regel.code[:-2]}99")
    if soort == "tarief" and regel.tarief is not None:
        return replace(regel, tarief=regel.tarief + 1)
    return replace(regel, bedrag=regel.bedrag + 1)


def schrijf(plaats: Plaats, regels: Sequence[Regel], *, inspringen: str = "\t", regeleinde: str = "\r\n") -> bytes:
    """The lines as one message; lines of a client must stand together."""
    standaard, naam, _ = _NAAM[plaats.wet]
    platte = "".join(_stukken(plaats, regels))
    for kort, prefix in (("m", naam), ("i", standaard)):
        for voor, na in (("<", ":"), ("</", ":"), ("xmlns:", "=")):
            platte = platte.replace(f"{voor}{kort}{na}", f"{voor}{prefix}{na}")
    delen = []
    for rij in platte.splitlines():
        kaal = rij.lstrip("\t")
        delen.append(inspringen * (len(rij) - len(kaal)) + kaal)
    return (regeleinde.join(delen) + regeleinde).encode()


def _stukken(plaats: Plaats, regels: Sequence[Regel]) -> Iterator[str]:
    """Text with m: and i: for the two namespaces, tabs and newlines."""
    standaard, naam, code = _NAAM[plaats.wet]
    cent = sum(regel.cent for regel in regels)
    waarden = {
        "basis": f"http://www.istandaarden.nl/{standaard}/3_2/basisschema/schema",
        "bericht": f"http://www.istandaarden.nl/{standaard}/3_2/{naam}/schema",
        "berichtcode": code,
        "totaal": abs(cent),
        "teken": "C" if cent < 0 else "D",
    }
    yield _KOP.format(**waarden, plaats=plaats)
    vorig = ""
    for regel in regels:
        if regel.bsn != vorig:
            yield (_NA_CLIENT if vorig else "") + _CLIENT.format(bsn=regel.bsn)
            vorig = regel.bsn
        yield _prestatie(plaats, regel)
    yield _NA_CLIENT + _SLOT


def _prestatie(plaats: Plaats, regel: Regel) -> str:
    vorige = f"{_INSPRING}\t<i:VorigReferentieNummer>{regel.vorige}</i:VorigReferentieNummer>\n"
    tarief = f"{_INSPRING}<m:ProductTarief>{regel.tarief}</m:ProductTarief>\n"
    return _PRESTATIE.format(
        plaats=plaats,
        regel=regel,
        vorige=vorige if regel.vorige else "",
        tarief="" if regel.tarief is None else tarief,
        teken="C" if regel.vorige else "D",
    )


_INSPRING = "\t" * 6
_KOP = """<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:i="{basis}" xmlns:m="{bericht}">
	<m:Header>
		<m:BerichtCode>{berichtcode}</m:BerichtCode>
		<m:BerichtVersie>3</m:BerichtVersie>
		<m:BerichtSubversie>2</m:BerichtSubversie>
		<m:Afzender>{plaats.aanbieder}</m:Afzender>
		<m:Ontvanger>{plaats.gemeente}</m:Ontvanger>
		<m:BerichtIdentificatie>
			<i:Identificatie>B{plaats.nummer}</i:Identificatie>
			<i:Dagtekening>{plaats.dagtekening}</i:Dagtekening>
		</m:BerichtIdentificatie>
		<m:XsdVersie>
			<i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie>
			<i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie>
		</m:XsdVersie>
	</m:Header>
	<m:Declaratie>
		<m:DeclaratieNummer>D{plaats.nummer}</m:DeclaratieNummer>
		<m:DeclaratiePeriode>
			<i:Begindatum>{plaats.maand}</i:Begindatum>
			<i:Einddatum>{plaats.eind}</i:Einddatum>
		</m:DeclaratiePeriode>
		<m:DeclaratieDagtekening>{plaats.dagtekening}</m:DeclaratieDagtekening>
		<m:TotaalIngediendBedrag>
			<i:TotaalBedrag>{totaal}</i:TotaalBedrag>
			<i:DebetCredit>{teken}</i:DebetCredit>
		</m:TotaalIngediendBedrag>
		<m:Clienten>
"""
_CLIENT = """\t\t\t<m:Client>
				<m:Bsn>{bsn}</m:Bsn>
				<m:Prestaties>
"""
_PRESTATIE = """\t\t\t\t\t<m:Prestatie>
						<m:ProductReferentie>
							<i:ReferentieNummer>{regel.referentie}</i:ReferentieNummer>
{vorige}						</m:ProductReferentie>
						<m:ToewijzingNummer>{regel.toewijzing}</m:ToewijzingNummer>
						<m:ProductCategorie>{regel.categorie}</m:ProductCategorie>
						<m:ProductCode>{regel.code}</m:ProductCode>
						<m:ProductPeriode>
							<i:Begindatum>{plaats.maand}</i:Begindatum>
							<i:Einddatum>{plaats.eind}</i:Einddatum>
						</m:ProductPeriode>
						<m:GeleverdVolume>{regel.volume}</m:GeleverdVolume>
						<m:Eenheid>{regel.eenheid}</m:Eenheid>
{tarief}						<m:IngediendBedrag>
							<i:Bedrag>{regel.bedrag}</i:Bedrag>
							<i:DebetCredit>{teken}</i:DebetCredit>
						</m:IngediendBedrag>
					</m:Prestatie>
"""
_NA_CLIENT = """\t\t\t\t</m:Prestaties>
			</m:Client>
"""
_SLOT = """\t\t</m:Clienten>
	</m:Declaratie>
</m:Bericht>
"""
