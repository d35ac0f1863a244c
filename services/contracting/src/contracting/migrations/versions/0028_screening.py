"""Who is behind an organisation, sanctions lists, and Bibob inquiries."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "screening",
        sa.Column("kvk_nummer", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kvk_nummer", name=op.f("screening_pk")),
    )
    op.create_table(
        "sanctielijst",
        sa.Column("bron", sa.Text(), nullable=False),
        sa.Column("versie", sa.Date(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bron", "versie", name=op.f("sanctielijst_pk")),
    )
    op.create_table(
        "bibobonderzoek",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agb_code", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("bibobonderzoek_pk")),
        sa.ForeignKeyConstraint(["agb_code"], ["aanbieder.agb_code"], name=op.f("bibobonderzoek_agb_code_fk")),
    )


def downgrade() -> None:
    op.drop_table("bibobonderzoek")
    op.drop_table("sanctielijst")
    op.drop_table("screening")
