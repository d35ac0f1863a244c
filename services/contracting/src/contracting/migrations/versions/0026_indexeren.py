"""Where prices come from, index figures and clauses, and indexations with their lines."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.add_column("prijs", sa.Column("herkomst", sa.LargeBinary(), nullable=True))
    op.create_table(
        "indexcijfer",
        sa.Column("reeks", sa.Text(), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("reeks", "jaar", "soort", "versie", name=op.f("indexcijfer_pk")),
    )
    op.create_table(
        "indexclausule",
        sa.Column("perceel_code", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("perceel_code", "versie", name=op.f("indexclausule_pk")),
        sa.ForeignKeyConstraint(["perceel_code"], ["perceel.code"], name=op.f("indexclausule_perceel_code_fk")),
    )
    op.create_table(
        "indexering",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("percelen", ARRAY(sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("inhoud", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("indexering_pk")),
    )
    op.create_index("indexering_jaar_ix", "indexering", ["jaar"])
    op.create_index("indexering_percelen_ix", "indexering", ["percelen"], postgresql_using="gin")
    _regels()
    op.create_index("overeenkomst_perceel_code_ix", "overeenkomst", ["perceel_code"])


def _regels() -> None:
    op.create_table(
        "indexregel",
        sa.Column("indexering_id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deel", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("overeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("berekening", sa.Integer(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("was_cent", sa.BigInteger(), nullable=False),
        sa.Column("wordt_cent", sa.BigInteger(), nullable=False),
        sa.Column("basis_id", sa.Uuid(), nullable=True),
        sa.Column("productcode", sa.Text(), nullable=True),
        sa.Column("gemeenten", ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("indexering_id", "nummer", name=op.f("indexregel_pk")),
        sa.ForeignKeyConstraint(["indexering_id"], ["indexering.id"], name=op.f("indexregel_indexering_id_fk")),
        sa.ForeignKeyConstraint(["overeenkomst_id"], ["overeenkomst.id"], name=op.f("indexregel_overeenkomst_id_fk")),
        sa.ForeignKeyConstraint(["basis_id"], ["prijs.id"], name=op.f("indexregel_basis_id_fk")),
    )
    op.create_index("indexregel_indexering_id_deel_ix", "indexregel", ["indexering_id", "deel"])


def downgrade() -> None:
    op.drop_index("overeenkomst_perceel_code_ix", "overeenkomst")
    for table in ("indexregel", "indexering", "indexclausule", "indexcijfer"):
        op.drop_table(table)
    op.drop_column("prijs", "herkomst")
