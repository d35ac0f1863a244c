"""From judgement to 325: a pure function of the 323 and its Oordeel (dossier section 10)."""

from collections import defaultdict

from declaraties.domain.berichten.antwoord import (
    Antwoord325,
    AntwoordKop,
    ClientAntwoord,
    DeclaratieAntwoord,
    PrestatieAntwoord,
)
from declaraties.domain.berichten.declaratie import Bericht323
from declaraties.domain.berichten.waarden import BerichtIdentificatie, TotaalBedragMetDC
from declaraties.domain.oordeel import Oordeel, Uitkomst
from declaraties.domain.regels.regel import Klasse

GEEN_OPMERKING = "0200"
VOLLEDIG_TOEGEKEND = "8001"
CLIENT_ONBEKEND = "8187"


class OnjuistAntwoordError(AssertionError):
    """TR342: the amounts of a 325 do not add up; a defect here, it must never be sent."""


def maak_antwoord(bericht: Bericht323, oordeel: Oordeel, *, identificatie: BerichtIdentificatie) -> Antwoord325:
    """The 325 to a 323. `identificatie` is that of the 325 itself: unique per gemeente, dagtekening today."""
    geheel = oordeel.codes(Klasse.KOP)
    if oordeel.uitkomst is Uitkomst.TECHNISCH_AFGEKEURD:
        geheel = (oordeel.treffers[0].code,)
    antwoord = Antwoord325(
        wet=bericht.wet,
        header=AntwoordKop(
            afzender=bericht.gemeente,
            ontvanger=bericht.aanbieder,
            bericht_identificatie=identificatie,
            declaratie_identificatie=bericht.header.bericht_identificatie,
            xsd_versie_declaratie=bericht.header.xsd_versie,
            retour_codes=geheel or (GEEN_OPMERKING,),
        ),
        declaratie_antwoord=None if geheel else _declaratie_antwoord(bericht, oordeel),
    )
    controleer_bedragen(antwoord)
    return antwoord


def _declaratie_antwoord(bericht: Bericht323, oordeel: Oordeel) -> DeclaratieAntwoord:
    clienten = _clienten(bericht, oordeel) if oordeel.verwerkt else ()
    goed = (GEEN_OPMERKING,) if clienten else (VOLLEDIG_TOEGEKEND,)
    return DeclaratieAntwoord(
        declaratie_nummer=bericht.declaratie_nummer,
        totaal_ingediend_bedrag=bericht.totaal_ingediend_bedrag,
        totaal_toegekend_bedrag=TotaalBedragMetDC.van_cent(oordeel.toegekend_cent),
        clienten=clienten or None,
        retour_codes=oordeel.codes(Klasse.DECLARATIE) or goed,
    )


def _clienten(bericht: Bericht323, oordeel: Oordeel) -> tuple[ClientAntwoord, ...]:
    afgekeurd: dict[int, list[PrestatieAntwoord]] = defaultdict(list)
    for positie, codes in oordeel.afgekeurde_regels():
        regel = PrestatieAntwoord.van(bericht.prestaties.regel(positie), codes)
        afgekeurd[int(bericht.prestaties.client[positie])].append(regel)
    return tuple(
        ClientAntwoord(
            bsn=bericht.bsns[client],
            prestaties=tuple(regels),
            retour_codes=(CLIENT_ONBEKEND if oordeel.client_afgekeurd[client] else GEEN_OPMERKING,),
        )
        for client, regels in afgekeurd.items()
    )


def controleer_bedragen(antwoord: Antwoord325) -> None:
    """TR342, the check that the standard asks before sending; OnjuistAntwoordError when it fails."""
    declaratie = antwoord.declaratie_antwoord
    if declaratie is None:
        return
    toegekend = declaratie.totaal_toegekend_bedrag
    if not set(declaratie.retour_codes) <= {GEEN_OPMERKING, VOLLEDIG_TOEGEKEND}:
        klopt = toegekend.totaal_bedrag == 0
    else:
        regels = (regel for client in declaratie.clienten or () for regel in client.prestaties)
        afgewezen = sum(regel.ingediend_bedrag.cent for regel in regels)
        klopt = declaratie.totaal_ingediend_bedrag.cent - toegekend.cent == afgewezen
    if not klopt:
        raise OnjuistAntwoordError("TR342: submitted minus awarded is not the sum of the listed lines")
