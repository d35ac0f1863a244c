"""What the door lets in, where the standard leaves room (see `domain/beslissingen.py`)."""

GROOTSTE_BERICHT = 25_000_000


BOM_TOEGESTAAN = False
