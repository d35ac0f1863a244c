"""Under which category a product was contracted; unknown for prices from before, which TR381 then does not judge."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("prijs", sa.Column("productcategorie", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("prijs", "productcategorie")
