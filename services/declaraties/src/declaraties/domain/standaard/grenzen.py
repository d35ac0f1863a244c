"""What the door lets in, where the standard leaves room (see `domain/beslissingen.py`)."""

GROOTSTE_BERICHT = 25_000_000
# base64 makes three bytes four, sometimes with line ends between them
GROOTSTE_ENVELOP = GROOTSTE_BERICHT * 3 // 2
# some 25,000 lines (OP179) of 370 to 450 bytes, as a JSON declaratie writes them
GROOTSTE_JSON = 12_000_000


BOM_TOEGESTAAN = False
