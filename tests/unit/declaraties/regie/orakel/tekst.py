"""The XML of a message as plain nodes of text, read and written without any code of the product."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lxml import etree

STANDAARD = {"wmo": "iwmo", "jw": "ijw"}
BERICHTCODES = {
    "wmo": {"301": "414", "302": "415", "305": "418", "306": "419", "307": "420", "308": "421"},
    "jw": {"301": "436", "302": "437", "305": "438", "306": "439", "307": "440", "308": "441"},
}
RETOUR_VAN = {"301": "302", "305": "306", "307": "308"}


@dataclass(slots=True)
class Knoop:
    """One element: its name, its text, and what is in it."""

    naam: str
    tekst: str = ""
    kinderen: list["Knoop"] = field(default_factory=list)

    def alle(self, naam: str) -> list["Knoop"]:
        """The children with this name."""
        return [kind for kind in self.kinderen if kind.naam == naam]

    def kind(self, *pad: str) -> "Knoop | None":
        """The first child along these names."""
        hier: Knoop | None = self
        for naam in pad:
            hier = next(iter(hier.alle(naam)), None) if hier is not None else None
        return hier

    def waarde(self, *pad: str) -> str | None:
        """The text of that child."""
        gevonden = self.kind(*pad)
        return None if gevonden is None else gevonden.tekst

    def loop(self) -> Iterator["Knoop"]:
        """This node and everything in it, in order of the message."""
        yield self
        for kind in self.kinderen:
            yield from kind.loop()


def lees(data: bytes) -> tuple[str, str, Knoop]:
    """Law, number and root of a message."""
    wortel = etree.fromstring(data)
    naam = str(wortel.tag).split("}")[0].rsplit("/", 2)[1]
    return naam[:-3], naam[-3:], _knoop(wortel)


def _knoop(element: etree._Element) -> Knoop:
    tekst = (element.text or "") if not len(element) else ""
    return Knoop(str(element.tag).split("}")[1], tekst.strip(), [_knoop(kind) for kind in element])


# the elements whose children stand in the namespace that all messages share
_GEDEELD = frozenset(
    [
        "BerichtIdentificatie",
        "XsdVersie",
        "XsdVersieRetour",
        "Geboortedatum",
        "Naam",
        "Geslachtsnaam",
        "Partnernaam",
        "Communicatie",
        "Adres",
        "Huis",
        "Telefoon",
        "Telefoon01",
        "Periode",
        "Product",
        "Omvang",
    ]
)


def schrijf(wet: str, soort: str, wortel: Knoop) -> bytes:
    """The message as bytes."""
    basis = f"http://www.istandaarden.nl/{STANDAARD[wet]}/3_2"
    binnen = "".join(_schrijf(kind, "m") for kind in wortel.kinderen)
    return (
        f'<m:Bericht xmlns:m="{basis}/{wet}{soort}/schema" xmlns:b="{basis}/basisschema/schema">{binnen}</m:Bericht>'
    ).encode()


def _schrijf(knoop: Knoop, prefix: str) -> str:
    onder = "b" if knoop.naam in _GEDEELD else prefix
    binnen = "".join(_schrijf(kind, onder) for kind in knoop.kinderen) or escape(knoop.tekst)
    return f"<{prefix}:{knoop.naam}>{binnen}</{prefix}:{knoop.naam}>"
