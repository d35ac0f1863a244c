"""The gemeente tells many grounds at once: all of them are kept, or none and every reason is told."""

from collections.abc import Sequence

from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Fout, Kind

from declaraties.application.toewijzen.grondslagen.grondslagen_bewaren import grondslagen_bewaren
from declaraties.application.toewijzen.ports import Toewijzingsleutel
from declaraties.application.uow import Uow
from declaraties.domain.toewijzen.grondslag import Grondslag, toets_grondslag


async def grondslagen_vastleggen(
    uow: Uow, handeling: Handeling, grondslagen: Sequence[Grondslag]
) -> set[Toewijzingsleutel]:
    """Store the grounds; gives the toewijzingen that are known already. The same again changes nothing."""
    _check(handeling, grondslagen)
    # In one order: each case of a timeline is held until the end.
    for one in sorted(grondslagen, key=_sleutel):
        zaak = f"toewijzing:{one.gemeente}-{one.wet.value}-{one.toewijzing_nummer}"
        # The ground itself says something about a person, and stands with the toewijzing.
        await uow.timeline.add(zaak, "grondslagen_vastleggen", handeling, {"datum": str(one.datum)})
    return await grondslagen_bewaren(uow, handeling, grondslagen)


def _check(handeling: Handeling, grondslagen: Sequence[Grondslag]) -> None:
    """DomainError with every ground that cannot be, by its place."""
    fouten = []
    gezien: set[Toewijzingsleutel] = set()
    for plaats, one in enumerate(grondslagen):
        try:
            toets_grondslag(one, handeling.vandaag)
        except DomainError as fout:
            fouten += [Fout(f"grondslagen.{plaats}.{each.veld}", each.code, each.melding) for each in fout.fouten]
        if _sleutel(one) in gezien:
            melding = "Deze toewijzing staat twee keer in de lijst. Laat er een van staan."
            fouten.append(Fout(f"grondslagen.{plaats}.toewijzingNummer", "toewijzing-dubbel", melding))
        gezien.add(_sleutel(one))
    if fouten:
        melding = f"Er is niets vastgelegd: {len(fouten)} keer klopt er iets niet. De eerste keer: {fouten[0].melding}"
        raise DomainError(Kind.INVALID, "ongeldige-grondslag", melding, *fouten)


def _sleutel(grondslag: Grondslag) -> Toewijzingsleutel:
    return grondslag.gemeente, grondslag.wet, grondslag.toewijzing_nummer
