from prometheus_client import Counter

AANVRAGEN = Counter("risb_aanvragen", "Applications by outcome", ["regeling", "uitkomst"])
