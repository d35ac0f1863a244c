#!/usr/bin/env bash
# Gate: docker-compose.yml is valid under the official schema and complete, and the check refuses broken files.
. "$(dirname "$0")/gereedschap.sh"

BESTAND="$WORTEL/docker-compose.yml"

# keur FILE: schema and interpolation (tests/architecture checks the references). The program reads no variables from its environment,
# so `ingevuld` puts a harmless value in the place of each one first.
keur() { "$KEURING" --no-path-resolution "$1" 2>"$WERK/melding.txt" >"$WERK/uitkomst.yml"; }

ingevuld() { sed -E 's/\$\{[A-Z_]+:\?[^}]*\}/proef/g' "$BESTAND"; }

# weiger DESCRIPTION SED-SCRIPT: the file changed by the script must be refused.
weiger() {
  ingevuld | sed -E "$2" >"$WERK/fout.yml"
  ! cmp -s "$WERK/goed.yml" "$WERK/fout.yml" || stop "de proef '$1' verandert niets" "pas de proef aan op het bestand"
  ! keur "$WERK/fout.yml" || stop "een kapot bestand wordt goedgekeurd: $1" "controleer het keuringsprogramma"
  melding "geweigerd: $1"
}

werkmap
KEURING=$(go_programma "${COMPOSE[@]}")
ingevuld >"$WERK/goed.yml"
keur "$WERK/goed.yml" || stop "docker-compose.yml is ongeldig: $(cat "$WERK/melding.txt")" "herstel het genoemde onderdeel"
melding "docker-compose.yml voldoet aan het schema"
! keur "$BESTAND" && grep -q 'required variable .* is missing a value' "$WERK/melding.txt" ||
  stop "het bestand wordt goedgekeurd zonder de verplichte variabelen" "gebruik \${NAAM:?uitleg}"
melding "geweigerd: verplichte variabele ontbreekt"
weiger "onbekende eigenschap" 's/^(    )ports:/\1portz:/'
weiger "verkeerde soort waarde" 's/^(    )restart: .*/\1restart: [ja]/'
weiger "onbekende voorwaarde" 's/condition: service_healthy/condition: gezond/'
