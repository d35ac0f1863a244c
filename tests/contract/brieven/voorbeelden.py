"""An example of every letter, for the golden pages and for the gate of PDFs.

Usage: python -m tests.contract.brieven.voorbeelden GOOD BAD   (writes every letter as PDF, and one without structure)
"""

import asyncio
import dataclasses
import datetime as dt
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path

import typst
from risb_zaak.letter_ports import Brief
from risb_zaak.letters.setting import TypstZetter
from subsidies.application.besluiten.beschikking import beschikking, verdagingsbericht
from subsidies.domain.aanvragen.aanvraag import verdaag
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond
from subsidies.domain.besluiten.loting import Lotuitslag
from subsidies.domain.regelingen.regeling import Termijnbron

from tests.builders.subsidies import DAG, NU, aanvraag, besluit, regeling
from tests.unit.risb_zaak.test_letters import BRIEF

ROOT = Path(__file__).parents[3]
GOUDEN = Path(__file__).with_name("gouden")
_PROEF = ROOT / "tests/unit/risb_zaak/sjablonen"
_SUBSIDIES = ROOT / "services/subsidies/src/subsidies/letters"
_GROND = Weigeringsgrond(code=Grondcode.PLAFOND, toelichting="Er is niet meer geld beschikbaar.")


def _besluit(soort: Besluitsoort, *gronden: Weigeringsgrond, cent: int = 0, direct: bool = False,
             loting: Lotuitslag | None = None) -> Brief:  # fmt: skip
    one = besluit(soort=soort, verleend_cent=cent, direct_vastgesteld=direct, gronden=gronden)
    return beschikking(regeling(), aanvraag(), dataclasses.replace(one, loting=loting))


def _verdaagd(termijnbron: Termijnbron) -> Brief:
    scheme = regeling(termijnbron=termijnbron)
    tot = dt.date(2026, 12, 7)
    one, verdaging = verdaag(aanvraag(scheme), scheme, tot, "Wij wachten op het advies van de wijkraad.", DAG)
    return verdagingsbericht(scheme, one, verdaging)


_LOT = Lotuitslag(loting_id=uuid.UUID(int=4), nummer=2, aantal=3, getrokken_op=NU, zaad="0123456789abcdef" * 4)
_V, _W, _B = Besluitsoort.VERLENEN, Besluitsoort.WEIGEREN, Besluitsoort.BUITEN_BEHANDELING
VOORBEELDEN: Mapping[str, tuple[Path, Brief]] = {
    "proef": (_PROEF, BRIEF),
    "verlenen": (_SUBSIDIES, _besluit(_V, cent=450_000, direct=True)),
    "deels-verlenen": (_SUBSIDIES, _besluit(_V, _GROND, cent=200_000)),
    "weigeren": (_SUBSIDIES, _besluit(_W, _GROND)),
    "verlenen-na-loting": (_SUBSIDIES, _besluit(_V, cent=450_000, direct=True, loting=_LOT)),
    "weigeren-na-loting": (_SUBSIDIES, _besluit(_W, _GROND, loting=_LOT)),
    "buiten-behandeling": (_SUBSIDIES, _besluit(_B)),
    "verdagen": (_SUBSIDIES, _verdaagd(Termijnbron.REDELIJK)),
    "verdagen-verordening": (_SUBSIDIES, _verdaagd(Termijnbron.VERORDENING)),
}
BESLUITEN = tuple(naam for naam in VOORBEELDEN if not naam.startswith("verdagen"))


async def page(naam: str) -> str:
    """The letter as HTML, with a line per paragraph."""
    sjablonen, brief = VOORBEELDEN[naam]
    html = (await TypstZetter(sjablonen).html(brief)).decode()
    return html.replace("><", ">\n<") + "\n"


async def write(goed: Path, fout: Path) -> None:
    """All letters, and a PDF that no reader with a screen reader can use."""
    for folder in (goed, fout):
        folder.mkdir(parents=True)
    for naam, (sjablonen, brief) in VOORBEELDEN.items():
        (goed / f"{naam}.pdf").write_bytes(await TypstZetter(sjablonen).pdf(brief))
    (fout / "kaal.pdf").write_bytes(typst.compile(b"= Kop zonder opbouw", format="pdf", pdf_tags=False))


if __name__ == "__main__":
    asyncio.run(write(*map(Path, sys.argv[1:])))
