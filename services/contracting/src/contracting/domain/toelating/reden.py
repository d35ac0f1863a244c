from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reden:
    """Why a decision fell as it did: `code` stable and kebab-case, `toelichting` plain Dutch with the remedy."""

    code: str
    toelichting: str
