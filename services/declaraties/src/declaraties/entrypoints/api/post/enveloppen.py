"""StUF-GGk envelopes: a message in one comes through the same door, and what goes out can be had in one."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from risb_api.routes import Router, takes
from risb_kern.clock import AMSTERDAM
from risb_kern.errors import DomainError, Kind

from declaraties.application.post import handelingen
from declaraties.application.post.envelop_indienen import NIET_UNIEK
from declaraties.application.post.queries import Berichtlezing
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus
from declaraties.domain.post.envelop import (
    BUREAU,
    FUNCTIESUBVERSIE,
    FUNCTIEVERSIE,
    KNOOPPUNT,
    Foutbericht,
    Foutcode,
    Stuurgegevens,
    Systeem,
    berichtcode_van,
    functie_van,
    vast_kenmerk,
)
from declaraties.domain.standaard.berichten.retour import RETOUR_VAN
from declaraties.domain.standaard.grenzen import GROOTSTE_ENVELOP
from declaraties.domain.standaard.profielen import Soort, Wet
from declaraties.entrypoints.api.doors import Stufdeur
from declaraties.entrypoints.api.edge import DeclaratiesEdge, EdgeDep
from declaraties.entrypoints.api.post.berichten import antwoord_op, eigen_bericht, inhoud_van
from declaraties.entrypoints.api.post.berichten_models import BerichtUit
from declaraties.entrypoints.api.post.inname import Inname, opslagbewaking
from declaraties.entrypoints.api.post.upload import (
    MARGE,
    PLAATSEN,
    Ontvanger,
    check_length,
    check_size,
    check_xml,
    lichaam,
    te_groot,
)
from declaraties.entrypoints.api.toegang import Inzender, Ketenpartij

router = Router("berichten")
_XML = {"schema": {"type": "string", "format": "binary"}}
_CODES = {
    "bestand-te-groot": Foutcode.TE_GROOT,
    "gemeente-buiten-regio": Foutcode.GEMEENTE_ONBEKEND,
    NIET_UNIEK: Foutcode.REFERENTIE_NIET_UNIEK,
}


class _Inhoud:
    """The payload on its way through the door; its fault is kept, so that the envelope can be answered."""

    def __init__(self, ontvanger: Ontvanger) -> None:
        self._ontvanger = ontvanger
        self.fout: DomainError | None = None

    def feed(self, data: bytes) -> None:
        if self.fout is None:
            self._try(lambda: self._ontvanger.feed(data))

    def finish(self) -> Berichtkop | None:
        return None if self.fout else self._try(self._ontvanger.finish)

    def _try(self, stap: Callable[[], Any]) -> Any:
        try:
            return stap()
        except DomainError as fout:
            if fout.kind is Kind.FORBIDDEN:
                raise
            self.fout = fout
            return None


@router.post(
    "/enveloppen",
    summary="Bericht in een StUF-GGk-envelop indienen",
    status_code=202,
    response_class=Response,
    responses={
        200: {"content": {"application/xml": _XML}, "description": "Fo01: de envelop is gelezen maar geweigerd."},
        202: {"content": {"application/xml": _XML}, "description": "Bv03: het bericht is aangenomen."},
        413: {"description": "Groter dan een envelop kan zijn; er is niets bewaard."},
        415: {"description": "Geen XML in UTF-8."},
    },
    openapi_extra={"requestBody": {"required": True, "content": {"application/xml": _XML, "text/xml": _XML}}},
)
@takes(GROOTSTE_ENVELOP + MARGE, PLAATSEN)
async def envelop_indienen(request: Request, edge: EdgeDep, wie: Inzender) -> Response:
    """Een Di01 of Du01 (StUF-GGk 2.1) met een bericht erin; het bericht gaat door dezelfde deur als een los bericht.

    Het antwoord is een Bv03, of een Fo01 met de foutcode. Dezelfde envelop opnieuw sturen is veilig.
    """
    deur = edge.stufdeur
    check_xml(request)
    check_size(request, deur.grootste, te_groot)
    with opslagbewaking(), Inname(edge, wie) as inname:
        inhoud = _Inhoud(inname.ontvanger())
        envelop = await _read(request, deur, inhoud)
        kop = inhoud.finish()
        if kop is None or inhoud.fout is not None:
            return _fo01(edge, envelop, _fout_van(inhoud.fout, envelop))
        if (afwijking := _afwijking(envelop, kop)) is not None:
            return _fo01(edge, envelop, afwijking)
        try:
            bericht = await inname.record(kop, _kenmerk_van(envelop))
        except DomainError as fout:
            return _fo01(edge, envelop, _fout_van(fout, envelop))
    return _bevestig(edge, envelop, bericht)


@router.get(
    "/berichten/{id}/antwoord/envelop",
    summary="Antwoord in een StUF-GGk-envelop ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": _XML}, "description": "Di01, Du01, of Fo01 na niveau 1."}},
)
async def antwoord_in_envelop_ophalen(edge: EdgeDep, id: uuid.UUID, wie: Ketenpartij) -> Response:  # noqa: A002 -- name in the path
    """Een 325 als Di01 en een retour als Du01. Is het bericht op niveau 1 afgekeurd, dan is het een Fo01 (StUF055)."""
    async with edge.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        kruis = await uow.enveloppen.find(gevonden.nummer) or gevonden.id
        if gevonden.status == Berichtstatus.AFGEKEURD and not gevonden.heeft_antwoord:
            return _onleesbaar(edge, gevonden, kruis)
        data = await antwoord_op(uow, wie, gevonden)
    soort = RETOUR_VAN.get(Soort(gevonden.soort), Soort.ANTWOORD)
    return _in_envelop(edge, gevonden, soort, data, kruis=kruis)


@router.get(
    "/berichten/{id}/inhoud/envelop",
    summary="Verstuurd bericht in een StUF-GGk-envelop ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": _XML}, "description": "Di01 met het bericht."}},
)
async def inhoud_in_envelop_ophalen(edge: EdgeDep, id: uuid.UUID, wie: Ketenpartij) -> Response:  # noqa: A002 -- name in the path
    """Het 301-bericht dat het bureau namens de gemeente heeft gemaakt, als Di01."""
    async with edge.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        data = await inhoud_van(edge, uow, wie, gevonden)
    return _in_envelop(edge, gevonden, Soort(gevonden.soort), data)


async def _read(request: Request, deur: Stufdeur, inhoud: _Inhoud) -> Stuurgegevens:
    stroom, gelezen = deur.stroom(inhoud.feed), 0
    async for stuk in lichaam(request):
        gelezen += len(stuk)
        if gelezen > deur.grootste:
            raise te_groot()
        stroom.feed(stuk)
    check_length(request, gelezen)
    return stroom.finish()


def _kenmerk_van(envelop: Stuurgegevens) -> handelingen.Envelopkenmerk:
    return handelingen.Envelopkenmerk(zender=envelop.zender.organisatie, referentienummer=envelop.referentienummer)


def _afwijking(envelop: Stuurgegevens, kop: Berichtkop) -> Foutbericht | None:
    """What the envelope says about its message must be so."""
    stuurder = kop.gemeente if kop.soort is Soort.TOEWIJZING else kop.agb_code
    functie = functie_van(kop.wet, kop.soort)
    redenen = {
        f"functie is {functie} voor dit bericht": envelop.functie != functie,
        f"functieVersie is {FUNCTIEVERSIE} en functieSubversie {FUNCTIESUBVERSIE}": (
            envelop.functieversie,
            envelop.functiesubversie,
        )
        != (FUNCTIEVERSIE, FUNCTIESUBVERSIE),
        f"het bericht reist als {berichtcode_van(kop.soort)}": envelop.berichtcode is not berichtcode_van(kop.soort),
        "zender.organisatie is de verzender van het bericht": envelop.zender.organisatie != stuurder,
    }
    fout = [reden for reden, gebroken in redenen.items() if gebroken]
    if not fout:
        return None
    omschrijving = f"De envelop past niet bij het bericht: {'; '.join(fout)}."
    return Foutbericht(code=Foutcode.PAST_NIET, plek="client", omschrijving=omschrijving, details=_details(envelop))


def _fout_van(fout: DomainError | None, envelop: Stuurgegevens) -> Foutbericht:
    slug, melding = (fout.slug, fout.melding) if fout else ("", "Het bericht is niet te lezen.")
    code = _CODES.get(slug, Foutcode.NIET_VOLGENS_XSD)
    return Foutbericht(code=code, plek="client", omschrijving=melding, details=_details(envelop))


def _details(envelop: Stuurgegevens) -> str:
    return f"{envelop.functie}-{envelop.functieversie}{envelop.functiesubversie}"


def _bevestig(edge: DeclaratiesEdge, envelop: Stuurgegevens, bericht: BerichtUit) -> Response:
    data = edge.stufdeur.write_bevestiging(_terug(edge, envelop))
    koppen = {"Location": f"/v1/berichten/{bericht.id}"}
    return Response(data, 202, headers=koppen, media_type="application/xml")


def _fo01(edge: DeclaratiesEdge, envelop: Stuurgegevens, fout: Foutbericht) -> Response:
    data = edge.stufdeur.write_fout(_terug(edge, envelop), fout)
    return Response(data, 200, media_type="application/xml")


def _terug(edge: DeclaratiesEdge, envelop: Stuurgegevens) -> Stuurgegevens:
    """Head of the answer to an envelope: from the bureau to its sender, about its referentienummer."""
    return Stuurgegevens(
        berichtcode=envelop.berichtcode,
        zender=_bureau(edge, envelop.ontvanger.organisatie),
        ontvanger=envelop.zender,
        referentienummer=uuid.uuid4(),
        tijdstip=_tijdstip(edge.clock.nu()),
        kruisreferentie=envelop.referentienummer,
        functie=envelop.functie,
    )


def _onleesbaar(edge: DeclaratiesEdge, gevonden: Berichtlezing, kruis: uuid.UUID) -> Response:
    functie = functie_van(Wet(gevonden.wet), Soort(gevonden.soort))
    kop = _kop(edge, gevonden, Soort(gevonden.soort), kruis=kruis, terug=True)
    fout = Foutbericht(
        code=Foutcode.NIET_VOLGENS_XSD,
        plek="client",
        omschrijving=gevonden.reden or "Het bericht voldoet niet aan het schema.",
        details=f"{functie}-{FUNCTIEVERSIE}{FUNCTIESUBVERSIE}",
    )
    return Response(edge.stufdeur.write_fout(kop, fout), media_type="application/xml")


def _in_envelop(
    edge: DeclaratiesEdge, gevonden: Berichtlezing, soort: Soort, data: bytes, *, kruis: uuid.UUID | None = None
) -> Response:
    is_antwoord = kruis is not None
    kop = _kop(edge, gevonden, soort, kruis=kruis if soort.is_retour else None, terug=is_antwoord)
    return Response(edge.stufdeur.write_envelop(kop, data), media_type="application/xml")


def _kop(
    edge: DeclaratiesEdge, gevonden: Berichtlezing, soort: Soort, *, kruis: uuid.UUID | None, terug: bool
) -> Stuurgegevens:
    """`terug` turns the parties of the message around: an answer goes to who sent it."""
    van_gemeente = Soort(gevonden.soort).van_gemeente != terug
    partijen = (gevonden.gemeente, gevonden.agb_code)
    zender, ontvanger = partijen if van_gemeente else partijen[::-1]
    return Stuurgegevens(
        berichtcode=berichtcode_van(soort),
        zender=_bureau(edge, zender),
        ontvanger=Systeem(organisatie=ontvanger, applicatie=KNOOPPUNT),
        referentienummer=vast_kenmerk(gevonden.id, f"{soort}"),
        tijdstip=_tijdstip(edge.clock.nu()),
        kruisreferentie=kruis,
        functie=functie_van(Wet(gevonden.wet), soort),
    )


def _bureau(edge: DeclaratiesEdge, organisatie: str) -> Systeem:
    return Systeem(organisatie=organisatie, applicatie=BUREAU, administratie=edge.stufdeur.samenwerkingsverband)


def _tijdstip(nu: dt.datetime) -> str:
    return f"{nu.astimezone(AMSTERDAM):%Y%m%d%H%M%S}"
