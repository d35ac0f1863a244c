"""Which gemeente a postcode of the region belongs to; ranges of the four digits, both ends included."""

from collections.abc import Sequence

AMERSFOORT, BAARN, BUNSCHOTEN, LEUSDEN, SOEST, WOUDENBERG = "0307", "0308", "0313", "0327", "0342", "0351"
EEMNES, NIJKERK, VEENENDAAL = "0317", "0267", "0345"

GEBIEDEN: Sequence[tuple[int, int, str]] = (
    (3741, 3744, BAARN),
    (3749, 3749, BAARN),
    (3751, 3754, BUNSCHOTEN),
    (3755, 3755, EEMNES),
    (3761, 3769, SOEST),
    (3791, 3791, LEUSDEN),
    (3811, 3829, AMERSFOORT),
    (3831, 3835, LEUSDEN),
    (3836, 3836, AMERSFOORT),
    (3861, 3864, NIJKERK),
    (3871, 3871, NIJKERK),
    (3901, 3907, VEENENDAAL),
    (3931, 3931, WOUDENBERG),
)


def gemeente_van(postcode: str) -> str | None:
    """The municipality code for the first four digits of a postcode, or None outside the region."""
    cijfers = int(postcode[:4])
    return next((gemeente for van, tot, gemeente in GEBIEDEN if van <= cijfers <= tot), None)
