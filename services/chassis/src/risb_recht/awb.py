"""Terms that the Algemene wet bestuursrecht itself sets; each service adds those of its own rules."""

from risb_recht.termijnen import weken

BEZWAARTERMIJN = weken(6)  # 6:7
BETAALTERMIJN = weken(6)  # 4:87
REDELIJKE_BESLISTERMIJN = weken(8)  # 4:13(2)
BUITEN_BEHANDELINGTERMIJN = weken(4)  # 4:5(4)
