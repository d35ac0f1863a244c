#!/usr/bin/env bash
# Gate: registry mode works with a registry that others made. A real Apicurio Registry (Confluent's protocol, memory only)
# runs beside the real Kafka and PostgreSQL of the tests, and disappears with the gate.
. "$(dirname "$0")/gereedschap.sh"

start_register() {
  POORT=$("$PYTHON" -c 'from devstack.ports import free_port; print(free_port())')
  ADRES="http://127.0.0.1:$POORT/apis/ccompat/v7"
  "$JAVA" -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir="$WERK" \
    -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$POORT" \
    -jar "$MAP"/apicurio-registry-app-*-runner.jar >"$WERK/register.log" 2>&1 </dev/null &
  PROCES=$!
  # The register ends by a signal; that says nothing about the gate.
  trap 'kill "$PROCES" 2>/dev/null || true; wait "$PROCES" 2>/dev/null || true; rm -rf "$WERK"' EXIT
}

antwoordt() { "$PYTHON" -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=2)' "$ADRES/subjects" 2>/dev/null; }

wacht_op_register() {
  local einde=$((SECONDS + 120))
  until antwoordt; do
    kill -0 "$PROCES" 2>/dev/null || stop "het register is gestopt: $(tail -n 5 "$WERK/register.log")" "zie de melding"
    [ "$SECONDS" -lt "$einde" ] || stop "het register antwoordt niet binnen 120 s" "kijk of de machine zwaar belast is"
    sleep 0.2
  done
}

werkmap
MAP=$(schemaregister)
JAVA=$("$PYTHON" -c 'from devstack.java import find_java; import sys; print(find_java(lambda text: print(text, file=sys.stderr)).program)')
start_register
wacht_op_register
melding "$(basename "$MAP") antwoordt"
cd "$WORTEL" || exit
RISB_REGISTER_URL="$ADRES" "$PYTHON" -m pytest -q --durations=5 -m register tests/contract/register
