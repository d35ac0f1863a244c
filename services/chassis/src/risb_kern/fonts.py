"""What a TrueType font holds."""

import struct


def mapped(font: bytes) -> list[int]:
    """The code points with a glyph, from the table `cmap` in format 4 (16 bits), that every style has."""
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * font[5], 16)}
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    starts = [cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * one)[0] for one in range(count)]
    table = next(at for at in starts if struct.unpack_from(">H", font, at) == (4,))
    (twice,) = struct.unpack_from(">H", font, table + 6)
    parts = [table + 14, *(table + 16 + twice * one for one in (1, 2, 3))]
    found: list[int] = []
    for segment in range(0, twice, 2):
        last, first, delta, leap = (struct.unpack_from(">H", font, part + segment)[0] for part in parts)
        for code in range(first, last + 1):
            at = parts[3] + segment + leap + 2 * (code - first)
            glyph = struct.unpack_from(">H", font, at)[0] if leap else code + delta
            if glyph % 0x10000:
                found.append(code)
    return found
