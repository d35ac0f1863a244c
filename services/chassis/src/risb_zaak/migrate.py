"""The tables of timeline and agenda, as migrations of the services create them.

Frozen: these functions are part of past migrations. They import nothing of this package and never change; a change of
the tables is a new function (`..._v2`) and a new migration in every service. No service maps these tables.
"""

from alembic import op

ZAAK_TABLES = frozenset({"tijdlijn", "tijdlijn_kop", "tijdlijn_anker", "agenda"})

_V1 = """
CREATE TABLE tijdlijn (
    zaak text, nr integer, soort text NOT NULL, door text NOT NULL, op timestamptz NOT NULL,
    vastgelegd_op timestamptz NOT NULL, gegevens jsonb NOT NULL, vorige_hash bytea NOT NULL, hash bytea NOT NULL,
    CONSTRAINT tijdlijn_pk PRIMARY KEY (zaak, nr)
);
CREATE TABLE tijdlijn_kop (
    zaak text CONSTRAINT tijdlijn_kop_pk PRIMARY KEY, nr integer NOT NULL, hash bytea NOT NULL,
    verankerd integer NOT NULL
);
CREATE INDEX tijdlijn_kop_los ON tijdlijn_kop (zaak) WHERE nr > verankerd;
CREATE TABLE tijdlijn_anker (
    nr bigint CONSTRAINT tijdlijn_anker_pk PRIMARY KEY, op timestamptz NOT NULL, koppen jsonb NOT NULL,
    vorige_hash bytea NOT NULL, hash bytea NOT NULL
);
CREATE FUNCTION tijdlijn_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'aan % wordt alleen toegevoegd', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER tijdlijn_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON tijdlijn
    FOR EACH STATEMENT EXECUTE FUNCTION tijdlijn_alleen_toevoegen();
CREATE TRIGGER tijdlijn_anker_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON tijdlijn_anker
    FOR EACH STATEMENT EXECUTE FUNCTION tijdlijn_alleen_toevoegen();
CREATE TABLE agenda (
    zaak text, soort text, op timestamptz NOT NULL, gegevens jsonb NOT NULL, pogingen integer NOT NULL, fout text,
    wacht_tot timestamptz, CONSTRAINT agenda_pk PRIMARY KEY (zaak, soort)
);
CREATE INDEX agenda_volgorde ON agenda (op, zaak, soort);
"""


def zaak_tables_v1() -> None:
    """Timeline, its heads and anchors, and the agenda."""
    op.execute(_V1)


def drop_zaak_tables_v1() -> None:
    """The way back."""
    op.execute("DROP TABLE agenda, tijdlijn_anker, tijdlijn_kop, tijdlijn")
    op.execute("DROP FUNCTION tijdlijn_alleen_toevoegen()")
