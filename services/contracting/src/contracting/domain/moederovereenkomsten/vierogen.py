"""Who may not adopt a parent agreement: whoever wrote it down."""

from risb_recht.vierogen import altijd

VASTSTELLEN = altijd("moederovereenkomst_vaststellen", "moederovereenkomst_opstellen")
