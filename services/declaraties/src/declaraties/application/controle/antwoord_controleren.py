"""A 325 checked against the 323 that it answers, and what to do about each refused line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from risb_recht.bedrag import in_cijfers

from declaraties.application.controle.declaratie_controleren import Samenvatting, Verslag, Vondst, Zoeker
from declaraties.application.controle.waarden import Plek, masker, masker_tekst
from declaraties.domain.beoordelen.antwoorden import VOLLEDIG_TOEGEKEND, OnjuistAntwoordError, controleer_bedragen
from declaraties.domain.standaard.berichten.antwoord import Antwoord325, ClientAntwoord, PrestatieAntwoord
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import referentie_sleutel
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import GEEN_OPMERKING, uitleg_van_code

NIET_BEOORDEELD = "0233"
_GOED = frozenset({GEEN_OPMERKING, VOLLEDIG_TOEGEKEND})
_VELDEN = (
    "toewijzing_nummer",
    "product_categorie",
    "product_code",
    "product_periode",
    "geleverd_volume",
    "eenheid",
    "product_tarief",
    "ingediend_bedrag",
)
_NAVRAGEN = "Neem contact op met de gemeente: dit antwoord klopt niet."


@dataclass(frozen=True, slots=True, kw_only=True)
class Afgewezen:
    """A line that the gemeente did not award: its place in the 323 and, per retourcode, meaning and remedy."""

    referentie: str
    client: str
    bedrag_cent: int
    bestandsregel: int | None
    codes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoordverslag:
    """The check of a 325. `vondsten` are faults of the answer; `codes` those of the message as a whole."""

    verslag: Verslag
    toegekend_cent: int | None
    codes: tuple[tuple[str, str, str], ...]
    afgewezen: tuple[Afgewezen, ...]


def controleer_antwoord(antwoord: Antwoord325, bericht: Bericht323, *, bestand: str, zoek: Zoeker) -> Antwoordverslag:
    """Faults in the answer itself (TR337, TR366, TR367, TR371, TR376, TR342), and the refused lines with advice."""
    posities = _posities(bericht)
    vondsten = (*_kop(antwoord, bericht), *_declaratie(antwoord, bericht), *_prestaties(antwoord, bericht, posities))
    plekken = {
        sleutel: Plek(klasse=Klasse.PRESTATIE, positie=posities[sleutel])
        for sleutel in (_sleutel(lijn) for _, lijn in _lijnen(antwoord))
        if sleutel in posities
    }
    plaatsen = zoek(list(plekken.values()))
    regels = {sleutel: plaatsen.get((plek.klasse, plek.positie, "")) for sleutel, plek in plekken.items()}
    deel = antwoord.declaratie_antwoord
    return Antwoordverslag(
        verslag=Verslag(
            bestand=bestand,
            samenvatting=_samenvatting(antwoord, bericht),
            vondsten=tuple(_met_regel(vondst, plaatsen) for vondst in vondsten),
            aantal=len(vondsten),
        ),
        toegekend_cent=None if deel is None else deel.totaal_toegekend_bedrag.cent,
        codes=_uitleg((*antwoord.header.retour_codes, *(deel.retour_codes if deel else ()))),
        afgewezen=tuple(_afgewezen(client, lijn, regels) for client, lijn in _lijnen(antwoord)),
    )


def _samenvatting(antwoord: Antwoord325, bericht: Bericht323) -> Samenvatting:
    afgewezen = [lijn.ingediend_bedrag.cent for _, lijn in _lijnen(antwoord)]
    p, deel = bericht.prestaties, antwoord.declaratie_antwoord
    begin = bericht.declaratie_periode.begindatum
    return Samenvatting(
        soort="325",
        wet=str(antwoord.wet),
        afzender=antwoord.header.afzender,
        ontvanger=antwoord.header.ontvanger,
        identificatie=masker_tekst(antwoord.header.bericht_identificatie.identificatie),
        declaratienummer=masker_tekst(deel.declaratie_nummer if deel else bericht.declaratie_nummer),
        periode=f"{begin.year:04d}-{begin.month:02d}",
        clienten=len(bericht.bsns),
        prestaties=len(p),
        debet_cent=int(p.cent[~p.credit].sum()),
        credit_cent=int(-p.cent[p.credit].sum()),
        som_cent=int(p.cent.sum()),
        totaal_cent=deel.totaal_ingediend_bedrag.cent if deel else bericht.totaal_ingediend_bedrag.cent,
        afgekeurd=len(afgewezen),
        afgekeurd_cent=sum(afgewezen),
    )


def _kop(antwoord: Antwoord325, bericht: Bericht323) -> Iterator[Vondst]:
    kop, gevraagd = antwoord.header, bericht.header
    if kop.declaratie_identificatie != gevraagd.bericht_identificatie:
        daar, hier = kop.declaratie_identificatie, gevraagd.bericht_identificatie
        waarde = f"{daar.identificatie} van {daar.dagtekening}; uw 323 is {hier.identificatie} van {hier.dagtekening}"
        yield _vondst("TR337", "DeclaratieIdentificatie", waarde, "Dit antwoord hoort niet bij dit 323-bericht.")
    if (antwoord.wet, kop.afzender, kop.ontvanger) != (bericht.wet, gevraagd.ontvanger, gevraagd.afzender):
        waarde = f"{antwoord.wet}, van {kop.afzender} aan {kop.ontvanger}"
        yield _vondst("TR337", "Afzender", waarde, "Het antwoord is niet van deze gemeente aan deze aanbieder.")
    if kop.xsd_versie_declaratie != gevraagd.xsd_versie:
        melding = "De versie van het schema is niet die van uw 323-bericht."
        yield _vondst("TR371", "XsdVersieDeclaratie", kop.xsd_versie_declaratie.bericht_xsd_versie, melding)


def _declaratie(antwoord: Antwoord325, bericht: Bericht323) -> Iterator[Vondst]:
    deel = antwoord.declaratie_antwoord
    if deel is None:
        return
    if deel.declaratie_nummer != bericht.declaratie_nummer:
        waarde = f"{deel.declaratie_nummer}; uw 323 heeft {bericht.declaratie_nummer}"
        yield _vondst("TR376", "DeclaratieNummer", waarde, "Het declaratienummer is niet dat van uw 323-bericht.")
    gevraagd, daar = bericht.totaal_ingediend_bedrag.cent, deel.totaal_ingediend_bedrag.cent
    if gevraagd != daar:
        waarde = f"{in_cijfers(daar)}; uw 323 heeft {in_cijfers(gevraagd)}"
        yield _vondst(
            "TR342", "TotaalIngediendBedrag", waarde, "Het ingediende totaal is anders dan in uw 323-bericht."
        )
    try:
        controleer_bedragen(antwoord)
    except OnjuistAntwoordError:
        melding = "Ingediend min toegekend is niet de som van de afgewezen prestaties."
        yield _vondst("TR342", "TotaalToegekendBedrag", in_cijfers(deel.totaal_toegekend_bedrag.cent), melding)


def _prestaties(
    antwoord: Antwoord325, bericht: Bericht323, posities: Mapping[tuple[str, str], int]
) -> Iterator[Vondst]:
    clienten = {client.bsn for client in antwoord_clienten(antwoord)} - set(bericht.bsns)
    for bsn in sorted(clienten):
        yield _vondst(
            "TR304", "Bsn", masker(bsn), "Deze client komt niet voor in uw 323-bericht.", klasse=Klasse.CLIENT
        )
    for client, lijn in _lijnen(antwoord):
        positie = posities.get(_sleutel(lijn))
        nummer = lijn.product_referentie.referentie_nummer
        eigenaar = None if positie is None else bericht.bsns[int(bericht.prestaties.client[positie])]
        if positie is None or eigenaar != client.bsn:
            melding = "Deze prestatie komt bij deze client niet voor in uw 323-bericht."
            yield _vondst("TR366", "ProductReferentie", nummer, melding, klasse=Klasse.PRESTATIE, positie=positie)
            continue
        hier = bericht.prestaties.regel(positie)
        anders = [naam for naam in _VELDEN if getattr(lijn, naam) != getattr(hier, naam)]
        if anders:
            namen = ", ".join(naam.title().replace("_", "") for naam in anders)
            melding = "De gemeente noemt andere gegevens dan u indiende."
            vondst = _vondst("TR367", namen, "", melding, klasse=Klasse.PRESTATIE, positie=positie)
            yield replace(vondst, referentie=masker_tekst(nummer))


def _posities(bericht: Bericht323) -> dict[tuple[str, str], int]:
    """Where each ProductReferentie stands in the 323; the first place when a message uses it twice."""
    posities: dict[tuple[str, str], int] = {}
    for positie in range(len(bericht.prestaties)):
        referentie = bericht.prestaties.regel(positie).product_referentie
        sleutel = _als_sleutel(referentie.referentie_nummer, referentie.vorig_referentie_nummer)
        posities.setdefault(sleutel, positie)
    return posities


def _sleutel(lijn: PrestatieAntwoord) -> tuple[str, str]:
    referentie = lijn.product_referentie
    return _als_sleutel(referentie.referentie_nummer, referentie.vorig_referentie_nummer)


def _als_sleutel(eigen: str, vorige: str | None) -> tuple[str, str]:
    return referentie_sleutel(eigen), referentie_sleutel(vorige or "")


def antwoord_clienten(antwoord: Antwoord325) -> Sequence[ClientAntwoord]:
    """The clients that a 325 names."""
    deel = antwoord.declaratie_antwoord
    return (deel.clienten or ()) if deel else ()


def _lijnen(antwoord: Antwoord325) -> Iterator[tuple[ClientAntwoord, PrestatieAntwoord]]:
    return ((client, lijn) for client in antwoord_clienten(antwoord) for lijn in client.prestaties)


def _afgewezen(
    client: ClientAntwoord, lijn: PrestatieAntwoord, regels: Mapping[tuple[str, str], int | None]
) -> Afgewezen:
    codes = lijn.retour_codes if NIET_BEOORDEELD not in lijn.retour_codes else (*client.retour_codes, NIET_BEOORDEELD)
    return Afgewezen(
        referentie=masker_tekst(lijn.product_referentie.referentie_nummer),
        client=masker(client.bsn),
        bedrag_cent=lijn.ingediend_bedrag.cent,
        bestandsregel=regels.get(_sleutel(lijn)),
        codes=_uitleg(codes),
    )


def _uitleg(codes: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Code, meaning and remedy of each code once; codes without remark only when there is nothing else."""
    uniek = tuple(dict.fromkeys(codes))
    tellend = [code for code in uniek if code not in _GOED] or uniek[-1:]
    return tuple((code, uitleg_van_code(code).betekenis, uitleg_van_code(code).doe) for code in tellend)


def _vondst(
    regel: str, element: str, waarde: str, wat: str, *, klasse: Klasse = Klasse.KOP, positie: int | None = None
) -> Vondst:
    return Vondst(
        niveau=3,
        regel=regel,
        retourcode="",
        klasse=klasse,
        element=element,
        waarde=masker_tekst(waarde),
        positie=None if positie is None else positie + 1,
        wat=wat,
        doe=_NAVRAGEN,
    )


def _met_regel(vondst: Vondst, plaatsen: Mapping[tuple[str, int, str], int]) -> Vondst:
    if vondst.positie is None or vondst.klasse != Klasse.PRESTATIE:
        return vondst
    return replace(vondst, bestandsregel=plaatsen.get((vondst.klasse, vondst.positie - 1, "")))
