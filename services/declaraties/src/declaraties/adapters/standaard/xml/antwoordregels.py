"""The listed lines of a 325 as text: thousands in one message, so written without walking the description each time."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from declaraties.adapters.standaard.xml.records import REGELEINDE
from declaraties.domain.standaard.berichten.antwoord import ClientAntwoord, PrestatieAntwoord

_TEKENS = {chr(13): "&#13;"}


def write_clients(clienten: Sequence[ClientAntwoord], bericht: str, basis: str) -> Iterator[bytes]:
    """What stands inside Clienten, piece by piece, exactly as the description would write it; prefixes as arguments."""
    for client in clienten:
        for regel in _client(client, bericht, basis):
            yield f"{regel}{REGELEINDE}".encode()


def _client(client: ClientAntwoord, m: str, i: str) -> Iterator[str]:
    yield f"\t\t\t<{m}:Client>"
    yield f"\t\t\t\t<{m}:Bsn>{escape(client.bsn)}</{m}:Bsn>"
    yield f"\t\t\t\t<{m}:Prestaties>"
    for prestatie in client.prestaties:
        yield _prestatie(prestatie, m, i)
    yield f"\t\t\t\t</{m}:Prestaties>"
    yield _retourcodes(client.retour_codes, m, "\t\t\t\t")
    yield f"\t\t\t</{m}:Client>"


def _prestatie(p: PrestatieAntwoord, m: str, i: str) -> str:
    referentie, periode, bedrag = p.product_referentie, p.product_periode, p.ingediend_bedrag
    vorige = referentie.vorig_referentie_nummer
    regels = [
        f"\t\t\t\t\t<{m}:Prestatie>",
        f"\t\t\t\t\t\t<{m}:ProductReferentie>",
        f"\t\t\t\t\t\t\t<{i}:ReferentieNummer>{escape(referentie.referentie_nummer, _TEKENS)}</{i}:ReferentieNummer>",
        f"\t\t\t\t\t\t</{m}:ProductReferentie>",
        f"\t\t\t\t\t\t<{m}:ToewijzingNummer>{p.toewijzing_nummer}</{m}:ToewijzingNummer>",
        f"\t\t\t\t\t\t<{m}:ProductCategorie>{escape(p.product_categorie, _TEKENS)}</{m}:ProductCategorie>",
        f"\t\t\t\t\t\t<{m}:ProductCode>{escape(p.product_code, _TEKENS)}</{m}:ProductCode>",
        f"\t\t\t\t\t\t<{m}:ProductPeriode>",
        f"\t\t\t\t\t\t\t<{i}:Begindatum>{periode.begindatum}</{i}:Begindatum>",
        f"\t\t\t\t\t\t\t<{i}:Einddatum>{periode.einddatum}</{i}:Einddatum>",
        f"\t\t\t\t\t\t</{m}:ProductPeriode>",
        f"\t\t\t\t\t\t<{m}:GeleverdVolume>{p.geleverd_volume}</{m}:GeleverdVolume>",
        f"\t\t\t\t\t\t<{m}:Eenheid>{escape(p.eenheid)}</{m}:Eenheid>",
        f"\t\t\t\t\t\t<{m}:ProductTarief>{p.product_tarief}</{m}:ProductTarief>",
        f"\t\t\t\t\t\t<{m}:IngediendBedrag>",
        f"\t\t\t\t\t\t\t<{i}:Bedrag>{bedrag.bedrag}</{i}:Bedrag>",
        f"\t\t\t\t\t\t\t<{i}:DebetCredit>{bedrag.debet_credit}</{i}:DebetCredit>",
        f"\t\t\t\t\t\t</{m}:IngediendBedrag>",
        _retourcodes(p.retour_codes, m, "\t\t\t\t\t\t"),
        f"\t\t\t\t\t</{m}:Prestatie>",
    ]
    if p.product_tarief is None:
        del regels[13]
    if vorige is not None:
        naam = f"{i}:VorigReferentieNummer"
        regels.insert(3, f"\t\t\t\t\t\t\t<{naam}>{escape(vorige, _TEKENS)}</{naam}>")
    return REGELEINDE.join(regels)


def _retourcodes(codes: Sequence[str], m: str, inspringen: str) -> str:
    regels = [f"{inspringen}\t<{m}:RetourCode>{code}</{m}:RetourCode>" for code in codes]
    return REGELEINDE.join([f"{inspringen}<{m}:RetourCodes>", *regels, f"{inspringen}</{m}:RetourCodes>"])
