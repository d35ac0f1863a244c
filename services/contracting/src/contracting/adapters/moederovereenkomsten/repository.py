from pydantic import TypeAdapter

from contracting.adapters.taakgericht.dossiers import SqlTaakdossiers
from contracting.application.moederovereenkomsten.ports import Moederovereenkomsten
from contracting.domain.moederovereenkomsten.moederovereenkomst import Moederovereenkomst


class SqlMoederovereenkomsten(SqlTaakdossiers[Moederovereenkomst], Moederovereenkomsten):
    """Among the files of taakgericht."""

    soort = "moederovereenkomst"
    vorm = TypeAdapter(Moederovereenkomst)
