#!/usr/bin/env bash
# Gate: the OpenAPI of every service has 0 errors and 0 warnings under the official NLGov rule set,
# after the linter itself has been proven on the standard's own test cases.
# Usage: adr-lint.sh [--proef]   (--proef: only the proof; prints the path of the linter's results)
. "$(dirname "$0")/gereedschap.sh"

STANDAARD="$REFERENTIE/standards/adr"
REGELSET="$STANDAARD/linter-2.2.0.yaml"
DIENSTEN=(contracting declaraties subsidies toezicht)
GEVALLEN=26

# Spectral leaves with 1 when it finds something, which the proof expects; 2 means it did not run.
proef() {
  local code=0
  "$LINTER" lint --quiet -r "$REGELSET" -f json -o "$WERK/proef.json" "$STANDAARD"/testcases/*.openapi.json || code=$?
  [ "$code" -le 1 ] || stop "de linter heeft niet gedraaid (code $code)" "zie de uitvoer hierboven"
  "$PYTHON" "$POORTEN/adr_proef.py" "$STANDAARD/testcases" "$WERK/proef.json" "$GEVALLEN"
}

schrijf_openapi() {
  local dienst
  for dienst in "${DIENSTEN[@]}"; do
    "$PYTHON" -m "$dienst" openapi >"$WERK/$dienst.json" ||
      stop "python -m $dienst openapi is mislukt" "start het zelf en bekijk de melding"
  done
}

lint_diensten() {
  local dienst bestanden=()
  for dienst in "${DIENSTEN[@]}"; do bestanden+=("$WERK/$dienst.json"); done
  "$LINTER" lint --fail-severity=warn -r "$REGELSET" "${bestanden[@]}"
}

[ -f "$REGELSET" ] || stop "de regelset van de API Design Rules ontbreekt: standards/adr/linter-2.2.0.yaml" \
  "zet de map met referentiebestanden naast de repository (../shared/reference) of wijs hem aan met RISB_REFERENTIE; de regelset staat in media/linter.yaml van Logius-standaarden/API-Design-Rules"
werkmap
LINTER=$(spectral)
proef
[ "${1:-}" = --proef ] && exit 0
schrijf_openapi
lint_diensten
