"""Write in `gelopen.txt` which refusals the last runs of the tests walked, and in `nog_niet.json` which are left."""

import json

from tests.builders.diensten import DIENSTEN
from tests.builders.weigeringen import GELEZEN
from tests.integration.weigeringen.test_weigeringen import GELOPEN, gelopen, weigeringen


def main() -> None:
    """Add what was walked to what is there."""
    gezien = gelopen()
    for path in GELEZEN.glob("*.jsonl"):
        for regel in path.read_text(encoding="utf-8").splitlines():
            gezien |= {(dienst, slug) for dienst, slugs in json.loads(regel).items() for slug in slugs if slug}
    GELOPEN.write_text("".join(f"{dienst} {slug}\n" for dienst, slug in sorted(gezien)), encoding="utf-8")
    over = {dienst: sorted(set(weigeringen(dienst)) - {s for van, s in gezien if van == dienst}) for dienst in DIENSTEN}
    over["chassis"] = sorted(set(weigeringen("chassis")) - {slug for _, slug in gezien})
    tekst = json.dumps(over, indent=2) + "\n"
    GELOPEN.with_name("nog_niet.json").write_text(tekst, encoding="utf-8")


if __name__ == "__main__":
    main()
