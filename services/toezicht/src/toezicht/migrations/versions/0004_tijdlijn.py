"""What happened in cases moves to the timeline that every service has, chained by hashes

The form of the chain stands here as it was on that day, since a migration leans on no code that goes on changing.
"""

import datetime as dt
import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

# What a line was called, and the act that it is called after now.
_ACTS = {
    "zaak-geopend": "zaak_openen",
    "trede-genomen": "trede_nemen",
    "bevinding": "bevinding_toevoegen",
    "klasse-voorgesteld": "zaak_classificeren",
    "klasse-vastgesteld": "zaak_classificeren",
    "maatregel-opgelegd": "maatregel_opleggen",
    "maatregel-beeindigd": "maatregel_beeindigen",
    "zaak-gesloten": "zaak_sluiten",
}
_OLD = """
SELECT 'zaak:' || zaak_id AS zaak, soort, door, op, gegevens FROM zaakregel
WHERE NOT EXISTS (SELECT 1 FROM tijdlijn_kop WHERE tijdlijn_kop.zaak = 'zaak:' || zaak_id)
ORDER BY zaak_id, volgnummer
"""
_NEW = """
INSERT INTO tijdlijn (zaak, nr, soort, door, op, vastgelegd_op, gegevens, vorige_hash, hash)
VALUES (:zaak, :nr, :soort, :door, :op, :op, CAST(:gegevens AS jsonb), :vorige_hash, :hash)
"""
_HEAD = "INSERT INTO tijdlijn_kop (zaak, nr, hash, verankerd) VALUES (:zaak, :nr, :hash, 0)"
_BACK = """
INSERT INTO zaakregel (id, zaak_id, soort, door, op, gegevens)
SELECT gen_random_uuid(), CAST(substr(zaak, 6) AS uuid), CASE
  WHEN soort = 'zaak_classificeren' AND CAST(gegevens ->> 'voorstel' AS boolean) THEN 'klasse-voorgesteld'
  ELSE CAST(:words AS jsonb) ->> soort END, door, op, gegevens - 'voorstel'
FROM tijdlijn WHERE zaak LIKE 'zaak:%' ORDER BY zaak, nr
"""


def upgrade() -> None:
    connection = op.get_bind()
    heads: dict[str, tuple[int, bytes]] = {}
    for row in connection.execute(sa.text(_OLD)).all():
        nr, previous = heads.get(row.zaak, (0, bytes(32)))
        gegevens = _gegevens(row.soort, row.gegevens)
        values = {"zaak": row.zaak, "nr": nr + 1, "soort": _ACTS[row.soort], "door": row.door}
        digest = _digest({**values, "gegevens": gegevens, "vorige": previous.hex()}, row.op)
        heads[row.zaak] = (nr + 1, digest)
        content = {"op": row.op, "gegevens": json.dumps(gegevens), "vorige_hash": previous, "hash": digest}
        connection.execute(sa.text(_NEW), {**values, **content})
    for zaak, (nr, digest) in heads.items():
        connection.execute(sa.text(_HEAD), {"zaak": zaak, "nr": nr, "hash": digest})
    op.drop_table("zaakregel")


def _gegevens(soort: str, gegevens: dict[str, Any]) -> dict[str, Any]:
    return {**gegevens, "voorstel": soort == "klasse-voorgesteld"} if soort.startswith("klasse-") else gegevens


def _digest(content: dict[str, Any], moment: dt.datetime) -> bytes:
    utc = moment.astimezone(dt.UTC).isoformat(timespec="microseconds")
    text = json.dumps(
        {**content, "op": utc, "vastgelegd_op": utc}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).digest()


def downgrade() -> None:
    op.create_table(
        "zaakregel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volgnummer", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("zaak_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gegevens", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["zaak_id"], ["zaak.id"], name="zaakregel_zaak_id_fk"),
        sa.PrimaryKeyConstraint("id", name="zaakregel_pk"),
        sa.UniqueConstraint("volgnummer", name="zaakregel_volgnummer_uk"),
    )
    op.create_index("zaakregel_zaak_id_ix", "zaakregel", ["zaak_id"])
    words = json.dumps({act: word for word, act in _ACTS.items()})
    op.get_bind().execute(sa.text(_BACK), {"words": words})
