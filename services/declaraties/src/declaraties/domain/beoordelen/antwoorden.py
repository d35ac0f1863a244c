"""From judgement to 325: a pure function of the 323 and its Oordeel (dossier section 10)."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from declaraties.domain.beoordelen.oordeel import Oordeel, Uitkomst
from declaraties.domain.standaard.berichten.antwoord import (
    Antwoord325,
    AntwoordKop,
    ClientAntwoord,
    DeclaratieAntwoord,
    PrestatieAntwoord,
)
from declaraties.domain.standaard.berichten.declaratie import GEEN_TARIEF, Bericht323, Dagen, Prestaties
from declaraties.domain.standaard.berichten.waarden import (
    CREDIT,
    DEBET,
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
    datum_van,
)
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import GEEN_OPMERKING

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
    for client, regel in _afgekeurde_regels(bericht.prestaties, oordeel):
        afgekeurd[client].append(regel)
    return tuple(
        ClientAntwoord(
            bsn=bericht.bsns[client],
            prestaties=tuple(regels),
            retour_codes=(CLIENT_ONBEKEND if oordeel.client_afgekeurd[client] else GEEN_OPMERKING,),
        )
        for client, regels in afgekeurd.items()
    )


def _afgekeurde_regels(p: Prestaties, oordeel: Oordeel) -> Iterator[tuple[int, PrestatieAntwoord]]:
    """The lines that are not awarded, each with its client. Read column by column: that is what makes it quick."""
    lijsten, uitkomst = oordeel.uitkomsten
    rij = np.flatnonzero(uitkomst)
    perioden = _perioden(p.begin[rij], p.eind[rij])
    kolommen = (p.client, p.referentie, p.vorige, p.heeft_vorige, p.toewijzing, p.categorie, p.code, p.volume)
    meer = (p.eenheid, p.tarief, p.bedrag, p.credit, uitkomst)
    waarden = zip(*(kolom[rij].tolist() for kolom in (*kolommen, *meer)), perioden, strict=True)
    for (
        client,
        eigen,
        vorige,
        met,
        nummer,
        categorie,
        code,
        volume,
        eenheid,
        tarief,
        bedrag,
        terug,
        plek,
        per,
    ) in waarden:
        yield (
            client,
            PrestatieAntwoord(
                product_referentie=Referentie(
                    referentie_nummer=eigen.decode(), vorig_referentie_nummer=vorige.decode() if met else None
                ),
                toewijzing_nummer=nummer,
                product_categorie=categorie,
                product_code=code,
                product_periode=per,
                geleverd_volume=volume,
                eenheid=eenheid,
                product_tarief=None if tarief == GEEN_TARIEF else tarief,
                ingediend_bedrag=BedragMetDC(bedrag=bedrag, debet_credit=CREDIT if terug else DEBET),
                retour_codes=lijsten[plek],
            ),
        )


def _perioden(begin: Dagen, eind: Dagen) -> list[GeslotenPeriode]:
    """The periods as dates; lines of a message share a few."""
    paren = list(zip(begin.tolist(), eind.tolist(), strict=True))
    bekend = {
        (van, tot): GeslotenPeriode(begindatum=datum_van(van), einddatum=datum_van(tot)) for van, tot in set(paren)
    }
    return [bekend[paar] for paar in paren]


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
