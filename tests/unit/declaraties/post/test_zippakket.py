"""What a computer adds of itself to a package is no message and no reason to refuse the others."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from declaraties.adapters.post.zippakket import Zippakket
from risb_kern.errors import DomainError


def pakket(*namen: str) -> Zippakket:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as zip_bestand:
        for naam in namen:
            zip_bestand.writestr(naam, b"" if naam.endswith("/") else b"<a/>")
    doel.seek(0)
    return Zippakket(doel)


def test_a_package_from_a_mac_holds_the_messages_that_were_chosen() -> None:
    gelezen = pakket("a.xml", "__MACOSX/", "__MACOSX/._a.xml", "._b.xml", ".DS_Store", "b.xml", "Thumbs.db")

    assert gelezen.namen == ["a.xml", "b.xml"]
    assert [b"".join(gelezen.parts(plaats)) for plaats in range(2)] == [b"<a/>", b"<a/>"]


@pytest.mark.parametrize(
    ("namen", "slug"),
    [
        (("map/", "map/a.xml", "__MACOSX/map/._a.xml"), "zip-map"),
        (("__MACOSX/._a.xml", ".DS_Store"), "zip-leeg"),
        (("__macosx/a.xml",), "zip-map"),
    ],
)
def test_what_is_no_package_of_messages_says_what_to_do(namen: tuple[str, ...], slug: str) -> None:
    with pytest.raises(DomainError) as fout:
        pakket(*namen)
    assert fout.value.slug == slug


MIDDEN = struct.pack("<4s4B4H3L5H2L", b"PK\x01\x02", 20, 0, 20, *[0] * 15)


def lijst(ingangen: int, *, beweerd: int, breed: bool = False, na: bytes = b"") -> io.BytesIO:
    """One file, a list with so many entries, and an end that tells `beweerd`."""
    lokaal = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 1, 1, 5, 0) + b"a.xml" + b"x"
    midden, begin = MIDDEN * ingangen, len(lokaal)
    einde64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, beweerd, beweerd, len(midden), begin)
    einde64 += struct.pack("<4sLQL", b"PK\x06\x07", 0, begin + len(midden), 1)
    smal = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) if breed else (beweerd, beweerd, len(midden), begin)
    einde = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *smal, len(na)) + na
    return io.BytesIO(lokaal + midden + (einde64 if breed else b"") + einde)


@pytest.mark.parametrize("breed", [False, True])
@pytest.mark.parametrize(("beweerd", "slug"), [(50_000, "zip-te-veel"), (1, "zip-lijst-te-lang")])
@pytest.mark.parametrize("na", [b"", b"toelichting"])
def test_a_list_of_too_many_files_is_refused_unread(breed: bool, beweerd: int, slug: str, na: bytes) -> None:
    bestand = lijst(50_000, beweerd=beweerd, breed=breed, na=na)

    tracemalloc.start()
    with pytest.raises(DomainError) as fout:
        Zippakket(bestand)
    _, meest = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert fout.value.slug == slug
    assert meest < 1_000_000


@pytest.mark.parametrize("beweerd", [1, 30])
def test_a_short_end_within_the_end_hides_no_list(beweerd: int) -> None:
    groot = lijst(50_000, beweerd=50_000).getvalue()
    # An end whose last bytes begin another one: readers do not agree about which is the end.
    verborgen = groot + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, beweerd, beweerd, 46, 0, 0)[:-2]

    with pytest.raises(DomainError) as fout:
        Zippakket(io.BytesIO(verborgen))

    assert fout.value.slug == "zip-beschadigd"


def test_a_wide_package_with_a_remark_is_read() -> None:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w") as zip_bestand:
        zip_bestand.writestr("a.xml", b"<a/>")
    smal = doel.getvalue()
    plaats = smal.rindex(b"PK\x05\x06")
    aantal, omvang, begin = struct.unpack("<10xHLL2x", smal[plaats:])
    einde64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, aantal, aantal, omvang, begin)
    einde64 += struct.pack("<4sLQL", b"PK\x06\x07", 0, plaats, 1)
    einde = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, aantal, aantal, omvang, begin, 3) + b"PK\x05"

    gelezen = Zippakket(io.BytesIO(smal[:plaats] + einde64 + einde))

    assert gelezen.namen == ["a.xml"]
    assert b"".join(gelezen.parts(0)) == b"<a/>"
