"""An example of every letter, for the golden pages and for the gate of PDFs.

Usage: python -m tests.contract.brieven.voorbeelden GOOD BAD   (writes every letter as PDF, and one without structure)
"""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

import typst
from risb_zaak.letter_ports import Brief
from risb_zaak.letters import TypstZetter

from tests.unit.risb_zaak.test_letters import BRIEF

ROOT = Path(__file__).parents[3]
VOORBEELDEN: Mapping[str, tuple[Path, Brief]] = {"proef": (ROOT / "tests/unit/risb_zaak/sjablonen", BRIEF)}


async def write(goed: Path, fout: Path) -> None:
    """All letters, and a PDF that no reader with a screen reader can use."""
    for folder in (goed, fout):
        folder.mkdir(parents=True)
    for naam, (sjablonen, brief) in VOORBEELDEN.items():
        (goed / f"{naam}.pdf").write_bytes(await TypstZetter(sjablonen).pdf(brief))
    (fout / "kaal.pdf").write_bytes(typst.compile(b"= Kop zonder opbouw", format="pdf", pdf_tags=False))


if __name__ == "__main__":
    asyncio.run(write(*map(Path, sys.argv[1:])))
