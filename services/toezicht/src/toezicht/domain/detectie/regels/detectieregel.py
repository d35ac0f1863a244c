"""Rules as data. A changed threshold or text is a new version; old versions stay, so that old signals replay."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Familie(StrEnum):
    """What a rule looks at; two families that agree weigh more than two rules of one family."""

    PATROON = "patroon"
    CAPACITEIT = "capaciteit"
    HISTORIE = "historie"
    ONMOGELIJK = "onmogelijk"
    FINANCIERING = "financiering"


class Signaalsoort(StrEnum):
    """Which toezichthouder a signal is for."""

    RECHTMATIGHEID = "rechtmatigheid"
    KWALITEIT = "kwaliteit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detectieregel:
    """One version of a rule; `hard` rules stand on their own, others need a second family for an alarm.

    Texts are plain Dutch (B1). `drempels` are whole numbers; the name says the unit.
    """

    id: str
    versie: int
    naam: str
    familie: Familie
    soort: Signaalsoort
    hard: bool
    drempels: Mapping[str, int]
    zin: str
    onschuldig: str
    controle: str
    bron: str


T2 = Detectieregel(
    id="T2",
    versie=1,
    naam="Precies het maximum",
    familie=Familie.PATROON,
    soort=Signaalsoort.RECHTMATIGHEID,
    hard=False,
    drempels={"aandeel_procent": 95, "minimum_aantal": 20, "venster_maanden": 12},
    zin="Bijna elke maand is precies het maximum gedeclareerd.",
    onschuldig="Cliënten met vaste uren per week; een toewijzing die precies past bij de hulp.",
    controle="Vergelijk voor een steekproef van toewijzingen de declaraties met de planning en de urenregistratie.",
    bron="Detectiecatalogus T2",
)
T6 = Detectieregel(
    id="T6",
    versie=1,
    naam="Meer uren dan er in de dagen zitten",
    familie=Familie.ONMOGELIJK,
    soort=Signaalsoort.RECHTMATIGHEID,
    hard=True,
    drempels={"uren_per_dag": 24},
    zin="Er zijn meer uren gedeclareerd dan er in de dagen zitten.",
    onschuldig="Een tikfout, of hulp over een langere periode op één regel.",
    controle="Vraag de aanbieder de regels na te kijken; vraag zo nodig om een creditering.",
    bron="Detectiecatalogus T6",
)
T18 = Detectieregel(
    id="T18",
    versie=1,
    naam="Meer uren dan de capaciteit",
    familie=Familie.CAPACITEIT,
    soort=Signaalsoort.RECHTMATIGHEID,
    hard=False,
    drempels={"verhouding_procent": 110},
    zin="Er zijn meer uren gedeclareerd dan het personeel kan werken.",
    onschuldig="Onderaannemers of ingehuurd personeel; een opgave van de capaciteit die niet meer klopt.",
    controle="Vraag de personeelsinzet en de inhuur van deze maand op.",
    bron="Detectiecatalogus T18",
)
H1 = Detectieregel(
    id="H1",
    versie=1,
    naam="Sprong ten opzichte van eerdere maanden",
    familie=Familie.HISTORIE,
    soort=Signaalsoort.RECHTMATIGHEID,
    hard=False,
    drempels={
        "z_honderdsten": 350,
        "minimum_maanden": 3,
        "venster_maanden": 12,
        "mad_terugval_procent": 5,
        "mad_terugval_cent": 100,
        "minimale_stijging_procent": 25,
    },
    zin="Het gedeclareerde bedrag is opeens veel hoger dan in eerdere maanden.",
    onschuldig="Nieuwe cliënten na een overname, een tariefwijziging, of declaraties die later zijn ingediend.",
    controle="Vergelijk aantallen cliënten en tarieven met de maanden ervoor; vraag de aanbieder wat er is veranderd.",
    bron="Detectiecatalogus, model eigen historie; Iglewicz en Hoaglin (gewijzigde z-score)",
)
M6 = Detectieregel(
    id="M6",
    versie=1,
    naam="Subsidie en zorgcontract",
    familie=Familie.FINANCIERING,
    soort=Signaalsoort.RECHTMATIGHEID,
    hard=False,
    drempels={},
    zin="Voor deze activiteit is misschien ook al op een andere manier betaald.",
    onschuldig="De subsidie is voor een andere groep of een andere activiteit dan de zorg.",
    controle="Leg de activiteit van de subsidieaanvraag naast de opdracht in het zorgcontract.",
    bron="Detectiecatalogus T33; gesignaleerd door subsidies",
)
REGELS: Mapping[str, Detectieregel] = {one.id: one for one in (T2, T6, T18, H1, M6)}
