"""Who may not decide on money: whoever asked for it, advised on it, decided on it or looked at it before.

Who made a run does not tell what the bank made of its payments: a refusal frees the amount to be paid again.
Nor does whoever confirmed the account of an aanbieder in contracting release a payment to it.
"""

from collections.abc import Mapping

from risb_recht.vierogen import Vierogen, altijd

from declaraties.domain.betalen.vergoeding import Stapsoort

_AANVRAGEN, _ADVISEREN, _BESLUITEN = "vergoeding_aanvragen", "vergoeding_adviseren", "vergoeding_besluiten"
_VASTSTELLEN = "vergoeding_vaststellen"
VERGOEDING: Mapping[Stapsoort, Vierogen] = {
    Stapsoort.ADVIES: altijd(_ADVISEREN, _AANVRAGEN),
    Stapsoort.BESLUIT: altijd(_BESLUITEN, _AANVRAGEN, _ADVISEREN),
    Stapsoort.VASTSTELLING: altijd(_VASTSTELLEN, _AANVRAGEN, _ADVISEREN, _BESLUITEN),
}
BEOORDELEN = altijd("betaalcontrole_beoordelen", _AANVRAGEN, _ADVISEREN, _BESLUITEN, _VASTSTELLEN)
KORTEN = altijd("termijnkorting_besluiten", "termijnkorting_voorstellen")
AFHANDELEN = altijd("betaling_afhandelen", "betaalrun_voorbereiden", "betaalrun_vrijgeven")
VRIJGEVEN = altijd(
    "betaalrun_vrijgeven",
    "betaalrun_voorbereiden",
    "betaalcontrole_beoordelen",
    "betaling_afhandelen",
    "rekening_bevestigen",
    _AANVRAGEN,
    _ADVISEREN,
    _BESLUITEN,
    _VASTSTELLEN,
)
