#!/usr/bin/env bash
# Gate: Prometheus' own tool accepts the configuration, the alerts, their unit tests and every expression of the
# dashboards, and refuses broken ones.
# Usage: promtool.sh [URL]   (URL: the /metrics of a running process, whose metrics are judged as well)
. "$(dirname "$0")/gereedschap.sh"

MAP="$WORTEL/deploy/prometheus"

stil() { "$@" >"$WERK/uit" 2>&1 || stop "$(cat "$WERK/uit")" "herstel het genoemde bestand"; }

keur_meetwaarden() {
  "$PYTHON" -c 'import sys, urllib.request as u; sys.stdout.buffer.write(u.urlopen(sys.argv[1], timeout=10).read())' "$1" >"$WERK/metrics"
  grep -q '^risb_proces_info' "$WERK/metrics" || stop "$1 geeft geen meetwaarden van een dienst" "geef het adres van de beheerpoort, met /metrics"
  promtool check metrics <"$WERK/metrics" || stop "meetwaarden van $1 voldoen niet aan de regels" "zie de melding hierboven"
  melding "meetwaarden van $1: in orde ($(grep -vc '^#' "$WERK/metrics") regels)"
}

# The proof: an alert test with another expectation, and a dashboard with an expression that is no PromQL.
weiger() {
  mkdir "$WERK/fout"
  cp "$MAP/alerts.yml" "$WERK/fout/"
  sed 's/severity: kritiek, job/severity: zacht, job/' "$MAP/alerts_test.yml" >"$WERK/fout/alerts_test.yml"
  ! promtool test rules "$WERK/fout/alerts_test.yml" >/dev/null 2>&1 || stop "een foute alarmtest slaagt" "controleer alerts_test.yml"
  sed 's/histogram_quantile(0.95, /histogram_quantile(0.95 /' "$WORTEL/deploy/grafana/dashboards/operations.json" >"$WERK/fout/operations.json"
  "$PYTHON" "$POORTEN/dashboards.py" "$WERK/fout" "$WERK/fout.yml" >/dev/null
  ! promtool check rules "$WERK/fout.yml" >/dev/null 2>&1 || stop "een foute uitdrukking wordt aanvaard" "controleer dashboards.py"
  melding "geweigerd: foute alarmtest en foute uitdrukking"
}

apt_pakket promtool prometheus
werkmap
stil promtool check config "$MAP/prometheus.yml"
stil promtool check rules --lint-fatal "$MAP/alerts.yml"
melding "configuratie en $(grep -c 'alert:' "$MAP/alerts.yml") alarmen: in orde"
weiger &
stil promtool test rules "$MAP/alerts_test.yml"
melding "alarmtests: $(grep -c 'eval_time:' "$MAP/alerts_test.yml") verwachtingen, geslaagd"
"$PYTHON" "$POORTEN/dashboards.py" "$WORTEL/deploy/grafana/dashboards" "$WERK/dashboards.yml"
stil promtool check rules --lint-fatal "$WERK/dashboards.yml"
wait $!
[ $# -eq 0 ] || keur_meetwaarden "$1"
