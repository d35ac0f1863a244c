"""The letters that announce a decision, or that it comes later: their facts, and what is kept of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from risb_kern.act import SYSTEEM
from risb_kern.clock import AMSTERDAM
from risb_recht.termijnen import Bewaarklasse
from risb_zaak.document_ports import Documentsoort, Lezers, Stuk
from risb_zaak.letter_ports import Brief

from subsidies.domain.aanvragen.aanvraag import Aanvraag, Verdaging
from subsidies.domain.besluiten.besluit import GRONDEN, Besluit, Besluitsoort
from subsidies.domain.regelingen.regeling import Regeling

AFZENDER = "Regionaal Inkoop en Subsidie Bureau"
BEHANDELAARS = frozenset({"subsidieadviseur"})
VERSIES: Mapping[Besluitsoort, int] = {
    Besluitsoort.VERLENEN: 2,
    Besluitsoort.WEIGEREN: 2,
    Besluitsoort.BUITEN_BEHANDELING: 1,
}
BRIEF_VERSTUREN = "brief-versturen"
VERDAGINGSBERICHT_VERSTUREN = "verdagingsbericht-versturen"
_KLASSE = Bewaarklasse(
    code="subsidiebesluit",
    jaren={dt.date(1998, 1, 1): 7},
    bron="termijn van zeven jaar, gelijk aan die van de financiele administratie (AWR 52)",
)
BESCHIKKING = Documentsoort(naam="beschikking", doel="het besluit op een subsidieaanvraag bekendmaken", klasse=_KLASSE)
VERDAGINGSBERICHT = Documentsoort(
    naam="verdagingsbericht", doel="vertellen dat het besluit op een subsidieaanvraag later komt", klasse=_KLASSE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grondregel:
    """A refusal ground as the applicant reads it."""

    grond: str
    uitleg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lotingfeiten:
    """What the letter says about a lottery; with the seed and its own number the applicant can follow it."""

    dag: dt.date
    nummer: int
    zaad: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beschikkingfeiten:
    """What the templates in `letters/besluit-...` say; amounts in cents."""

    afzender: str
    aan: str
    kenmerk: str
    onderwerp: str
    datum: dt.date
    titel: str
    ontvangen: dt.date
    regeling: str
    gevraagd_cent: int
    verleend_cent: int
    direct_vastgesteld: bool
    gronden: tuple[Grondregel, ...]
    motivering: str
    uitvoering_uiterlijk: dt.date | None
    betaling_uiterlijk: dt.date | None
    te_laat: bool
    bezwaar_tot: dt.date
    loting: Lotingfeiten | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdagingsfeiten:
    """What the template in `letters/verdagingsbericht` says; `schuift`: the term itself moves with the message.

    Nobody can object to it (Awb 6:3), so that `bezwaar_tot`, which the frame asks for, is none.
    """

    afzender: str
    aan: str
    kenmerk: str
    onderwerp: str
    datum: dt.date
    titel: str
    ontvangen: dt.date
    reden: str
    was: dt.date
    uiterlijk: dt.date
    schuift: bool
    bezwaar_tot: None = None


def verdagingsbericht(regeling: Regeling, aanvraag: Aanvraag, verdaging: Verdaging) -> Brief:
    """The letter that the decision comes later, and by which day (Awb 4:14)."""
    opgave = aanvraag.opgave
    beslisdatum = aanvraag.beslisdatum(regeling)
    feiten = Verdagingsfeiten(
        afzender=AFZENDER,
        aan=opgave.naam,
        kenmerk=str(aanvraag.id),
        onderwerp="Ons besluit op uw aanvraag voor subsidie komt later",
        datum=verdaging.verdaagd_op,
        titel=opgave.titel,
        ontvangen=aanvraag.ontvangen,
        reden=verdaging.reden,
        was=verdaging.van,
        uiterlijk=max(verdaging.tot, beslisdatum),
        schuift=beslisdatum > verdaging.van,
    )
    return Brief(soort="verdagingsbericht", versie=1, dag=verdaging.verdaagd_op, feiten=feiten)


def beschikking(regeling: Regeling, aanvraag: Aanvraag, besluit: Besluit) -> Brief:
    """The letter of a decision."""
    opgave = aanvraag.opgave
    feiten = Beschikkingfeiten(
        afzender=AFZENDER,
        aan=opgave.naam,
        kenmerk=str(aanvraag.id),
        onderwerp="Besluit op uw aanvraag voor subsidie",
        datum=besluit.besluitdatum,
        titel=opgave.titel,
        ontvangen=aanvraag.ontvangen,
        regeling=regeling.titel,
        gevraagd_cent=opgave.gevraagd_cent,
        verleend_cent=besluit.verleend_cent,
        direct_vastgesteld=besluit.direct_vastgesteld,
        gronden=tuple(Grondregel(grond=GRONDEN[one.code].artikel, uitleg=one.toelichting) for one in besluit.gronden),
        motivering=besluit.motivering,
        uitvoering_uiterlijk=besluit.uitvoering_uiterlijk,
        betaling_uiterlijk=besluit.betaling_uiterlijk,
        te_laat=besluit.te_laat,
        bezwaar_tot=besluit.bezwaar_tot,
        loting=_loting(besluit),
    )
    return Brief(
        soort=f"besluit-{besluit.soort.value}", versie=VERSIES[besluit.soort], dag=besluit.besluitdatum, feiten=feiten
    )


def _loting(besluit: Besluit) -> Lotingfeiten | None:
    geloot = besluit.loting
    if geloot is None:
        return None
    dag = geloot.getrokken_op.astimezone(AMSTERDAM).date()
    return Lotingfeiten(dag=dag, nummer=geloot.nummer, zaad=geloot.zaad)


def stuk(aanvraag: Aanvraag, betrokkene: bytes, soort: Documentsoort = BESCHIKKING) -> Stuk:
    """The letter as a document: for the applicant, the officers, and the service itself that sends it."""
    return Stuk(
        zaak=aanvraag.zaak,
        soort=soort,
        naam=f"{'besluit' if soort is BESCHIKKING else soort.naam}-{aanvraag.id}.pdf",
        mediatype="application/pdf",
        lezers=Lezers(rollen=BEHANDELAARS, personen=frozenset({aanvraag.aanvrager_sub, SYSTEEM})),
        betrokkene=betrokkene,
    )
