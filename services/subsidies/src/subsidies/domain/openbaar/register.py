"""The public register of subsidies (Woo 3.3a, dossier 6): every grant, without anything that leads to a person."""

import datetime as dt
import uuid
from dataclasses import dataclass

from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.besluiten.besluit import Besluit
from subsidies.domain.regelingen.regeling import Regeling

INWONER = "Inwoner"
KLEINSTE_GROEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Registerregel:
    """One public row; `id` is random, so that it leads to no file. Amounts in cents."""

    id: uuid.UUID
    regeling_code: str
    regeling_versie: int
    regeling_titel: str
    gemeente: str
    wijk: str | None
    ontvanger: str
    kvk_nummer: str | None
    activiteit: str
    gevraagd_cent: int
    verleend_cent: int
    direct_vastgesteld: bool
    activiteit_van: dt.date
    activiteit_tot: dt.date
    besluitdatum: dt.date


def registerregel(besluit: Besluit, aanvraag: Aanvraag, regeling: Regeling, *, in_wijk: int) -> Registerregel:
    """The row of a grant; `in_wijk` is the number of grants in that wijk that year (small groups stay hidden)."""
    opgave = aanvraag.opgave
    persoon = opgave.is_persoon
    return Registerregel(
        id=besluit.register_id,
        regeling_code=regeling.code,
        regeling_versie=regeling.versie,
        regeling_titel=regeling.titel,
        gemeente=opgave.gemeente,
        wijk=None if persoon and in_wijk < KLEINSTE_GROEP else opgave.wijk,
        ontvanger=INWONER if persoon else opgave.naam,
        kvk_nummer=None if persoon else opgave.kvk_nummer,
        # A person's own words may name people; the title of the scheme does not.
        activiteit=regeling.titel if persoon else opgave.titel,
        gevraagd_cent=opgave.gevraagd_cent,
        verleend_cent=besluit.verleend_cent,
        direct_vastgesteld=besluit.direct_vastgesteld,
        activiteit_van=opgave.activiteit_van,
        activiteit_tot=opgave.activiteit_tot,
        besluitdatum=besluit.besluitdatum,
    )
