"""Letters by typst: no network, no fonts of the machine, the same bytes for the same facts."""

import asyncio
import dataclasses
import datetime as dt
import json
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst
from risb_recht.bedrag import in_cijfers
from risb_recht.kalender import voluit
from typing_extensions import override

from risb_zaak.letter_ports import Brief, Zetter
from risb_zaak.letters.glyphs import font_files, readable

_FRAMES = str(files("risb_zaak") / "typst")
Fact = None | bool | int | str | list["Fact"] | dict[str, "Fact"]


class TypstZetter(Zetter):
    """Templates stand in `sjablonen/<soort>/<versie>/brief.typ`; the frame comes from `@risb/brief`."""

    def __init__(self, sjablonen: Path) -> None:
        self._sjablonen = sjablonen
        self._fonts = _fonts()

    @property
    def fonts(self) -> list[str]:
        """The families that a letter can be set in."""
        return self._fonts.families()

    @override
    async def pdf(self, brief: Brief) -> bytes:
        return await asyncio.to_thread(self._compile, brief, "pdf")

    @override
    async def html(self, brief: Brief) -> bytes:
        return await asyncio.to_thread(self._compile, brief, "html")

    def _compile(self, brief: Brief, form: Literal["pdf", "html"]) -> bytes:
        template = (self._sjablonen / brief.soort / str(brief.versie) / "brief.typ").read_bytes()
        compiler = typst.Compiler(font_paths=self._fonts, ignore_system_fonts=True, package_path=_FRAMES)
        made = compiler.compile(
            template,
            format=form,
            sys_inputs={"feiten": json.dumps(fact_of(brief.feiten), ensure_ascii=False)},
            pdf_standards=["ua-1", "a-2a"] if form == "pdf" else None,
            timestamp=dt.datetime.combine(brief.dag, dt.time(12), dt.UTC),
        )
        if not isinstance(made, bytes):
            raise TypeError(f"typst gave {type(made).__name__}")
        return made


def fact_of(value: object) -> Fact:
    """What a template gets to see of a value; TypeError for what has no plain form."""
    if isinstance(value, dt.date):
        return voluit(value)
    if isinstance(value, str):
        return readable(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Sequence):
        return [fact_of(one) for one in value]
    if dataclasses.is_dataclass(value):
        fields = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: euro(one) if name.endswith("_cent") and one is not None else fact_of(one) for name, one in fields}
    raise TypeError(f"{type(value).__name__} is no fact")


def euro(cent: int) -> str:
    """Dutch notation with a space that does not break: € 1.234,50."""
    return f"€\N{NO-BREAK SPACE}{in_cijfers(cent)}"


def _fonts() -> typst.Fonts:
    """Source Sans Pro, four styles of it and nothing else, so that no machine sets a letter otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        for path in font_files():
            (Path(folder) / path.name).symlink_to(path)
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
