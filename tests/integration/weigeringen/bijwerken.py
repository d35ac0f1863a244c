"""Write in `gelopen.txt` which refusals the last runs of the tests walked; what the code no longer says goes."""

import json

from tests.builders.weigeringen import GELEZEN
from tests.integration.weigeringen.bron import weigeringen
from tests.integration.weigeringen.test_weigeringen import GELOPEN, gelopen


def main() -> None:
    """Add what was walked to what is there."""
    gezien = gelopen()
    for path in GELEZEN.glob("*.jsonl"):
        for regel in path.read_text(encoding="utf-8").splitlines():
            gezien |= {(dienst, slug) for dienst, slugs in json.loads(regel).items() for slug in slugs}
    gedeeld = weigeringen("chassis")
    staat = {(dienst, slug) for dienst, slug in gezien if slug in gedeeld | weigeringen(dienst)}
    GELOPEN.write_text("".join(f"{dienst} {slug}\n" for dienst, slug in sorted(staat)), encoding="utf-8")


if __name__ == "__main__":
    main()
