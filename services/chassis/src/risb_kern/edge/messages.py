"""What the edge answers: the status and title of an error, and what to say of a value that does not fit."""

from risb_kern.errors import Kind

STATUS = {
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.FORBIDDEN: 403,
    Kind.INVALID: 400,
    Kind.TOO_LARGE: 413,
    Kind.UNSUPPORTED: 415,
    Kind.TOO_MANY: 429,
    Kind.BUSY: 503,
}
TITLES = {
    400: "De gegevens kloppen niet",
    401: "Niet aangemeld",
    403: "Geen toestemming",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    408: "Het verzoek kwam te langzaam binnen",
    409: "Dit botst met wat er al is",
    413: "Het bericht is te groot",
    415: "Dit formaat lezen wij niet",
    429: "Te veel tegelijk",
    500: "Er ging iets mis bij ons",
    503: "Even niet beschikbaar",
}
# Where the framework speaks, we say it.
TEKSTEN = {
    404: "Dit adres bestaat niet.",
    400: "Het verzoek is niet te lezen.",
    408: "Het verzoek kwam te langzaam binnen of hield op. Er is niets opgeslagen; stuur het opnieuw.",
    413: "Het verzoek is te groot; stuur minder tegelijk. Er is niets opgeslagen.",
}
# By the kind of fault that the framework names.
MELDINGEN = {
    "missing": "Dit veld is verplicht.",
    "extra_forbidden": "Dit veld kennen wij niet; laat het weg.",
    "json_invalid": "{error}",
    "string_pattern_mismatch": "De waarde heeft niet de juiste vorm. Kijk in de beschrijving van de API hoe het moet.",
    "string_too_short": "De tekst is te kort (minimaal {min_length}).",
    "string_too_long": "De tekst is te lang (maximaal {max_length}).",
    "greater_than_equal": "Dit moet minstens {ge} zijn.",
    "greater_than": "Dit moet groter zijn dan {gt}.",
    "less_than_equal": "Dit mag hoogstens {le} zijn.",
    "less_than": "Dit moet kleiner zijn dan {lt}.",
    "finite_number": "Dit moet een gewoon getal zijn.",
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), "Dit moet een geheel getal zijn."),
    "int_parsing_size": "Dit getal is te groot.",
    **dict.fromkeys(("float_parsing", "float_type"), "Dit moet een getal zijn."),
    **dict.fromkeys(("bool_parsing", "bool_type"), "Dit moet true of false zijn."),
    **dict.fromkeys(("string_type", "string_unicode"), "Dit moet tekst zijn."),
    "list_type": "Dit moet een lijst zijn.",
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), "Dit moet een object zijn: {{ ... }}."),
    **dict.fromkeys(("enum", "literal_error"), "Kies een van deze waarden: {expected}."),
    **dict.fromkeys(("uuid_parsing", "uuid_type"), "Dit is geen geldig kenmerk (UUID)."),
    "timezone_aware": "Noem bij het moment de tijdzone, bijvoorbeeld Z of +01:00.",
    "timezone_naive": "Noem het moment zonder tijdzone.",
    "too_short": "Dit is te kort: minstens {min_length}.",
    "too_long": "Dit is te lang: hoogstens {max_length}.",
}
