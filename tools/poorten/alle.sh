#!/usr/bin/env bash
# Runs every gate, two at a time, and ends with a table; leaves with 1 when a gate refused something.
# Usage: alle.sh [GATE...]   (names without .sh; all of them when none is given)
. "$(dirname "$0")/gereedschap.sh"

# The longest first, so that the short ones fill the second place.
ALLE=(helm register adr-lint verapdf promtool geheimen compose)
GELIJKTIJDIG=${RISB_GELIJKTIJDIG:-2}

# Writes NAME.uit (what the gate said) and NAME.stand (code and seconds).
draai() {
  local naam=$1 begin=$SECONDS code=0
  bash "$POORTEN/$naam.sh" >"$WERK/$naam.uit" 2>&1 </dev/null || code=$?
  printf '%s %s\n' "$code" "$((SECONDS - begin))" >"$WERK/$naam.stand"
  printf '== poort %s\n%s\n' "$naam" "$(cat "$WERK/$naam.uit")"
}

tabel() {
  local naam code seconden fouten=0
  printf '\n%-12s %-10s %8s\n' poort uitkomst seconden
  for naam in "$@"; do
    read -r code seconden <"$WERK/$naam.stand" || { code=1 seconden=0; }
    [ "$code" = 0 ] || fouten=1
    printf '%-12s %-10s %8s\n' "$naam" "$([ "$code" = 0 ] && echo goed || echo FOUT)" "$seconden"
  done
  return "$fouten"
}

[ -x "$PYTHON" ] || stop "de omgeving ontbreekt ($PYTHON)" "voer eerst 'make setup' uit"
werkmap
[ $# -gt 0 ] || set -- "${ALLE[@]}"
for naam in "$@"; do
  [ -f "$POORTEN/$naam.sh" ] || stop "er is geen poort '$naam'" "kies uit: ${ALLE[*]}"
  [ "$(jobs -rp | wc -l)" -lt "$GELIJKTIJDIG" ] || wait -n
  draai "$naam" &
done
wait
tabel "$@"
