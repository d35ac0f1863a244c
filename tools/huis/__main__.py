"""`make huis`: the measured table of the house, today beside where it came from and where it should go."""

import sys
from pathlib import Path

from tools.huis import code, proeven, samenhang
from tools.huis.bomen import production, tests

# What the same house measured before it got its rooms (commit 93680c0), and what is asked of it.
BEFORE_AND_GOAL = {
    "bestanden / regels": ("343 / 31309", ""),
    "bestand mediaan / p90 / max": ("76 / 184 / 350", "p90 <= 250, max 400"),
    "functie mediaan / p90 / max": ("5 / 16 / 58", "8 / 30 / 60"),
    "argumenten / uitkomsten met type": ("100 / 100 %", "100 %"),
    "Any": ("270", "minder"),
    "commentaarregels": ("0.8 %", "2-6 %"),
    "docstringregels": ("10.0 %", "op wat beloofd wordt"),
    "noqa / type: ignore": ("50 / 10", "met reden"),
    "testfuncties": ("1217", ""),
    "geparametriseerd": ("20 %", ""),
    "in klassen": ("7 %", ""),
    "test mediaan / p90 / max": ("6 / 15 / -", "mediaan <= 12"),
    "mocks / monkeypatch": ("0 / 1.6 %", "< 5 %"),
    "test : code": ("0.80, contracting .48, declaraties .58, subsidies .48, toezicht .47", "1.0-1.6"),
    "gedeelde pakketten, coderegels": ("1712 (chassis 1036, risb_api 676)", "vijf, elk <= 1100"),
    "importcontracten": ("6", "meer"),
    "onderwerpen die elkaar kennen": ("contracting 1, declaraties 9, subsidies 4, toezicht 0", "0"),
    "losse bestanden in een map, max / mappen boven 12": ("38 (declaraties/domain) / -", "12 / 0"),
    "bestanden met commit()": ("-", "alleen randen"),
    "dubbele functies, letterlijk / in vorm": ("-", "minder"),
}


def main() -> None:
    """Print the table of the working tree, or of the folder that is given."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    files, proofs = production(root), tests(root)
    table = {
        **code.sizes(files),
        **code.types(files),
        **code.words(files),
        **proeven.shape(proofs),
        **proeven.beside_code(proofs, files),
        **samenhang.shared(files),
        **samenhang.contracts(root),
        **samenhang.ties(files),
        **samenhang.loose(files),
        **code.commits(files),
        **code.doubles(files),
    }
    for name, now in table.items():
        before, goal = BEFORE_AND_GOAL[name]
        print(f"{name}\n    nu    {now}\n    toen  {before}" + (f"\n    doel  {goal}" if goal else ""))


if __name__ == "__main__":
    main()
