"""Who may not decide on new prices: whoever proposed them."""

from risb_recht.vierogen import altijd

INDEXERING_VASTSTELLEN = altijd("indexering_vaststellen", "indexering_voorstellen")
