#!/usr/bin/env bash
# Gate: the chart renders for every service and every manifest is a valid and hardened Kubernetes object.
# The checks are proven first on values and manifests that must be refused.
. "$(dirname "$0")/gereedschap.sh"

CHART="$WORTEL/deploy/helm/dienst"
WAARDEN="$WORTEL/deploy/helm/values"

# The schemas come from the locked package, rewritten once per version of the script that does it.
kubernetes_schemas() {
  local map
  map="$CACHE/kubernetes-$(sha256sum "$POORTEN/kubeschemas.py" | cut -c1-12)"
  [ -f "$map/klaar" ] || { "$PYTHON" "$POORTEN/kubeschemas.py" "$map" && touch "$map/klaar"; } ||
    stop "de schema's van Kubernetes ontbreken" "voer eerst 'make setup' uit (pakket kubernetes-validate)"
  printf '%s\n' "$map"
}

# A ServiceMonitor is not part of Kubernetes itself, so there is no schema for it here.
keur() {
  "$KUBECONFORM_PAD" -strict -summary -skip ServiceMonitor \
    -schema-location "$SCHEMAS/{{ .ResourceKind }}{{ .KindSuffix }}.json" "$1"
}

toon() { "$HELM_PAD" template "$1" "$CHART" -f "$WAARDEN/$1.yaml" "${@:2}"; }

# weiger_waarde SETTING: the schema of the values must refuse it.
weiger_waarde() {
  ! toon contracting --set "$1" >"$WERK/uit" 2>&1 || stop "een foute waarde wordt aanvaard: $1" "controleer values.schema.json"
  grep -qE "values don't meet the specifications|validation failed" "$WERK/uit" || stop "onverwachte melding: $(cat "$WERK/uit")" "zie de melding"
  melding "geweigerd: $1"
}

weiger_manifest() {
  sed -E "$1" "$WERK/contracting.yaml" >"$WERK/fout.yaml"
  ! keur "$WERK/fout.yaml" >"$WERK/uit" 2>&1 || stop "een fout manifest wordt aanvaard: $1" "controleer kubeconform"
  grep -q 'Invalid: [1-9]' "$WERK/uit" || stop "onverwachte uitkomst: $(cat "$WERK/uit")" "controleer de schema's"
  melding "geweigerd: $1"
}

kritiek() {
  "$KUBE_SCORE_PAD" score --kubernetes-version v1.34 --output-format ci "$@" >"$WERK/score.txt" || true
  grep -q '^\[OK\]' "$WERK/score.txt" || stop "kube-score heeft niets beoordeeld" "controleer het programma"
  grep '^\[CRITICAL\]' "$WERK/score.txt"
}

beoordeel_hardheid() {
  sed 's/readOnlyRootFilesystem: true/readOnlyRootFilesystem: false/' "$WERK/contracting.yaml" >"$WERK/fout.yaml"
  kritiek "$WERK/fout.yaml" >/dev/null || stop "kube-score aanvaardt een beschrijfbaar bestandssysteem" "controleer het programma"
  melding "geweigerd: beschrijfbaar bestandssysteem"
  ! kritiek "$WERK"/release/*.yaml || stop "kube-score vindt kritieke punten" "herstel de punten hierboven"
  melding "kube-score: 0 kritiek, $(grep -c '^\[OK\]' "$WERK/score.txt") in orde"
}

werkmap
HELM_PAD=$(go_programma "${HELM[@]}")
KUBECONFORM_PAD=$(go_programma "${KUBECONFORM[@]}")
KUBE_SCORE_PAD=$(go_programma "${KUBE_SCORE[@]}")
SCHEMAS=$(kubernetes_schemas)
export HELM_CACHE_HOME="$WERK/helm" HELM_CONFIG_HOME="$WERK/helm" HELM_DATA_HOME="$WERK/helm"
mkdir "$WERK/release"

for bestand in "$WAARDEN"/*.yaml; do
  naam=$(basename "$bestand" .yaml)
  "$HELM_PAD" lint --strict --quiet "$CHART" -f "$bestand"
  toon "$naam" >"$WERK/$naam.yaml"
  toon "$naam" --set servicemonitor.actief=true >"$WERK/release/$naam.yaml"
  melding "$naam: $(keur "$WERK/release/$naam.yaml")"
done
weiger_waarde image.versie=latest
weiger_waarde processen[0].middelen.geheugen=veel
weiger_waarde omgeving.DATABASE_URL=postgresql://open-en-bloot
weiger_waarde onbekend=1
weiger_manifest 's/^  replicas: [0-9]+/  replicas: "2"/'
weiger_manifest 's/readOnlyRootFilesystem/readOnlyRoot/'
beoordeel_hardheid
