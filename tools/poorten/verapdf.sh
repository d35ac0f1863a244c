#!/usr/bin/env bash
# Gate: the reference validator finds every letter accessible (PDF/UA-1) and fit to be kept (PDF/A-2a), and refuses a
# PDF without tags.
. "$(dirname "$0")/gereedschap.sh"

keur() { "$JAVA" -cp "$JAR" org.verapdf.apps.GreenfieldCliWrapper --flavour "$1" --format text "${@:2}" 2>&1; }

keur_brieven() {
  local uit
  uit=$(keur "$1" "$WERK"/goed/*.pdf) && [ "$(grep -c '^PASS ' <<<"$uit")" = "$AANTAL" ] ||
    stop "niet elke brief voldoet aan $1: $(grep -v '^PASS ' <<<"$uit")" "herstel het sjabloon in een nieuwe versie"
  melding "$1: $AANTAL brieven in orde"
}

werkmap
JAR=$(verapdf)
JAVA=$("$PYTHON" -c 'from devstack.java import find_java; import sys; print(find_java(lambda text: print(text, file=sys.stderr)).program)')
cd "$WORTEL" || exit
"$PYTHON" -m tests.contract.brieven.voorbeelden "$WERK/goed" "$WERK/fout"
AANTAL=$(find "$WERK/goed" -name '*.pdf' | wc -l)
keur_brieven ua1 &
keur_brieven 2a
wait $!
! keur ua1 "$WERK"/fout/*.pdf >/dev/null || stop "een PDF zonder opbouw wordt aanvaard" "controleer de aanroep van veraPDF"
melding "geweigerd: een PDF zonder opbouw"
