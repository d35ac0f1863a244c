"""Who may not take money out of the fund or publish a report: whoever recorded the decision or wrote it."""

from risb_recht.vierogen import altijd

PUBLICEREN = altijd("betaalbaarheidsverslag_publiceren", "betaalbaarheidsverslag_opstellen")
