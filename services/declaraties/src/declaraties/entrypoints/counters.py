"""Metrics of this service; never a label with a person, an aanbieder or a message in it."""

from prometheus_client import Counter, Gauge, Histogram

ONTVANGEN = Counter("risb_declaraties_ontvangen", "Messages taken in", ["wet", "soort"])
BEOORDEELD = Counter("risb_declaraties_beoordeeld", "Messages judged, by outcome", ["wet", "uitkomst"])
PRESTATIES = Counter("risb_prestaties_beoordeeld", "Lines judged, by outcome", ["wet", "uitkomst"])
RETOURCODES = Counter("risb_retourcodes", "Retourcodes given", ["code"])
VERWERKING = Histogram(
    "risb_declaratie_verwerking_seconds",
    "Time from taking a message to its commit",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
WACHTEND = Gauge("risb_declaraties_wachtend", "Messages that wait for a worker")
ANTWOORDTERMIJN = Gauge(
    "risb_antwoordtermijn_werkdagen_min", "Working days left for the 323 that waits longest; 10 when none waits"
)
VERREKENEN_MISLUKT = Gauge("risb_verrekenen_mislukt", "Settlement tasks that this process could not do and tries again")
BETAALBAAR_OPEN = Gauge("risb_betaalbaar_open_euro", "Payable and not in a released payment")
BETALING_TE_LAAT = Gauge(
    "risb_betaling_dagen_te_laat_max",
    "Days since the oldest due day of what is payable, not released and not held on purpose; 0 when none",
)
