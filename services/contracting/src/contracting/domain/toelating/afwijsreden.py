from dataclasses import dataclass, replace

BEZWAAR = "inhoud-voldoet-niet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Afwijsreden:
    """Why an application is refused: `code` stable and kebab-case, `toelichting` plain Dutch with the remedy."""

    code: str
    toelichting: str

    @property
    def verteld(self) -> "Afwijsreden":
        """As others hear it: without what a person wrote."""
        return replace(self, toelichting="") if self.code == BEZWAAR else self
