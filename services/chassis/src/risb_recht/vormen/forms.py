"""How a value of a kind is written in JSON, a query and a path: what the pattern does not take is not guessed at."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The pattern of a kind and what to say when a text does not fit it."""

    pattern: re.Pattern[str]
    melding: str

    def fits(self, text: str) -> bool:
        """True when the whole text is written so."""
        return self.pattern.fullmatch(text) is not None


FORMS = {
    "int": Form(pattern=re.compile("-?[0-9]{1,18}"), melding="Dit moet een geheel getal zijn, in cijfers."),
    "bool": Form(pattern=re.compile("true|false"), melding="Dit moet true of false zijn."),
    "date": Form(
        pattern=re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        melding="Schrijf een datum als JJJJ-MM-DD, bijvoorbeeld 2026-04-01.",
    ),
    "datetime": Form(
        pattern=re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}[-+:.0-9Zz ]*"),
        melding="Schrijf een moment als JJJJ-MM-DDTUU:MM:SS met tijdzone, in een adres als Z of %2B01:00.",
    ),
    "time": Form(pattern=re.compile("[0-9]{2}:[0-9]{2}[-+:.0-9Zz]*"), melding="Schrijf een tijd als UU:MM:SS."),
}
