from prometheus_client import Counter

AANMELDINGEN = Counter("risb_aanmeldingen", "Applications by outcome", ["uitkomst"])
