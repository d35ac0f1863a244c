#!/usr/bin/env bash
# Fetches and builds every tool that the gates need, ahead of them and without judging anything.
# With an empty cache this is most of the time the gates take, so CI runs it beside the tests at low priority.
. "$(dirname "$0")/gereedschap.sh"

apt_pakket promtool prometheus
spectral >/dev/null
schemaregister >/dev/null
verapdf >/dev/null
for programma in COMPOSE GITLEAKS KUBECONFORM KUBE_SCORE HELM; do
  declare -n keuze=$programma
  go_programma "${keuze[@]}" >/dev/null
done
