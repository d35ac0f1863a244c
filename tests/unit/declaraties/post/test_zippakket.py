"""What a computer adds of itself to a package is no message and no reason to refuse the others."""

import io
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
