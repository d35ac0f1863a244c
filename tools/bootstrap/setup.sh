#!/bin/sh
# Makes .venv with exactly the packages of requirements.lock and the members of the workspace in editable form.
# Needs a POSIX shell and Python 3.11 or newer with its standard library. Safe to repeat; skips what is done.
set -eu
cd "$(dirname "$0")/../.."

# A network that inspects TLS has a root certificate of its own; every tool here has another name for it.
CERT="${SSL_CERT_FILE:-${REQUESTS_CA_BUNDLE:-${PIP_CERT:-${CURL_CA_BUNDLE:-}}}}"
[ -z "$CERT" ] || export SSL_CERT_FILE="$CERT" PIP_CERT="${PIP_CERT:-$CERT}"

CACHE="${RISB_CACHE:-.cache}"
TOOLS="$CACHE/bootstrap"
NEEDED_KIB=1572864

say() { printf "%s\n" "$*" >&2; } # standard output belongs to the target, such as a token
stop() {
    printf '\nFout: %s\n  Oplossing: %s\n' "$1" "$2" >&2
    exit 1
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || too_old "$PYTHON"
        printf '%s' "$PYTHON"
        return
    fi
    # The version the lock is computed for comes first.
    for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do
        if new_enough "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    too_old python3
}

too_old() {
    found=$("$1" -c 'import platform; print(platform.python_version())' 2>/dev/null || echo geen)
    stop "Python 3.11 of nieuwer is nodig; gevonden: $found ($1)." \
        "Installeer een nieuwere Python (Debian 12 of later: apt-get install python3 python3-venv) of wijs er een aan: make setup PYTHON=/pad/naar/python3.12"
}

require_space() {
    free=$(df -Pk . | awk 'NR==2 {print $4}')
    [ "$free" -ge "$NEEDED_KIB" ] || stop \
        "Er is te weinig schijfruimte: $((free / 1024)) MiB vrij, $((NEEDED_KIB / 1024)) MiB nodig." \
        "Maak ruimte vrij op de schijf van $(pwd) en probeer het opnieuw."
}

get_uv() {
    cmp -s tools/bootstrap/uv.txt "$TOOLS/uv.txt" && [ -x "$TOOLS/bin/uv" ] && return
    say "uv ophalen (installeert de pakketten) ..."
    rm -rf "$TOOLS"
    mkdir -p "$TOOLS"
    install_uv >"$TOOLS/uv.log" 2>&1 || {
        download_failed uv "$TOOLS/uv.log"
    }
    cp tools/bootstrap/uv.txt "$TOOLS/uv.txt"
}

# Distributions may leave out pip's bootstrap (python3-venv on Debian); then a pip that is already there will do.
install_uv() {
    if "$PY" -m venv "$TOOLS/pip" && [ -x "$TOOLS/pip/bin/pip" ]; then
        "$TOOLS/pip/bin/python" -m pip install --disable-pip-version-check --require-hashes --target "$TOOLS" -r tools/bootstrap/uv.txt
    elif "$PY" -m pip --version; then
        "$PY" -m pip install --disable-pip-version-check --require-hashes --target "$TOOLS" -r tools/bootstrap/uv.txt
    else
        echo "no-pip"
        return 1
    fi
}

download_failed() {
    tail -n 15 "$2" >&2
    if grep -Eqi 'certificate|UnknownIssuer' "$2"; then
        stop "Ophalen van $1 is mislukt: het certificaat van de verbinding wordt niet vertrouwd." \
            "Dit netwerk kijkt waarschijnlijk mee in versleuteld verkeer (TLS-inspectie). Vraag beheer om het hoofdcertificaat als PEM-bestand en voer uit: SSL_CERT_FILE=/pad/naar/hoofdcertificaat.pem make setup (dezelfde instelling geldt daarna voor make up, make demo en make test)."
    fi
    if grep -q no-pip "$2"; then
        stop "Deze Python kan geen pakketten installeren (pip ontbreekt)." "Debian en Ubuntu: apt-get install python3-venv"
    fi
    stop "Ophalen van $1 is mislukt." \
        "Controleer de internetverbinding, eventuele proxy-instellingen (HTTPS_PROXY) en de vrije schijfruimte, en voer dezelfde opdracht nog eens uit. Een melding over een afwijkende hash betekent dat het bestand niet het vastgelegde is."
}

sync_packages() {
    if ! new_enough .venv/bin/python; then
        say "Omgeving .venv maken met $("$PY" --version) ..."
        rm -rf .venv
        "$UV" venv --quiet --no-python-downloads --python "$(command -v "$PY")" .venv
    fi
    cmp -s requirements.lock .venv/requirements.lock && return
    say "Pakketten installeren (vastgelegd in requirements.lock) ..."
    "$UV" pip sync --quiet --compile-bytecode --require-hashes --python .venv/bin/python requirements.lock \
        >"$TOOLS/pakketten.log" 2>&1 || download_failed "de pakketten" "$TOOLS/pakketten.log"
    # A copy tells the next run that this lock is what is installed.
    cp requirements.lock .venv/requirements.lock
}

install_members() {
    set --
    for member in schemas services/* tools/devstack; do
        [ -f "$member/pyproject.toml" ] && set -- "$@" -e "./$member"
    done
    "$UV" pip install --quiet --no-deps --no-build-isolation --offline --python .venv/bin/python "$@" ||
        stop "De eigen pakketten konden niet worden geinstalleerd." "Verwijder de map .venv en voer make setup opnieuw uit."
}

PY=$(find_python)
require_space
get_uv
UV="$TOOLS/bin/uv"
sync_packages
install_members
touch .venv/.klaar
say "Klaar: de omgeving staat in .venv."
