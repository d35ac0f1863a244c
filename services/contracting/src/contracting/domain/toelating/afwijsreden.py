from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Afwijsreden:
    """Why an application is refused: `code` stable and kebab-case, `toelichting` plain Dutch with the remedy."""

    code: str
    toelichting: str
