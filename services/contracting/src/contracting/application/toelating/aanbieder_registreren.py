from contracting.application.ports import UnitOfWork
from contracting.domain.errors import bestaat_al
from contracting.domain.toelating.aanbieder import Aanbieder


async def registreer_aanbieder(uow: UnitOfWork, aanbieder: Aanbieder) -> Aanbieder:
    """Store a new aanbieder and tell it; a known AGB-code is a conflict."""
    if not await uow.aanbieders.add(aanbieder):
        raise bestaat_al(f"Een aanbieder met AGB-code {aanbieder.agb_code}")
    uow.emit(aanbieder.geregistreerd())
    return aanbieder
