#!/bin/sh
# Installs one service, with exactly the locked packages it needs, into a virtual environment.
# Usage: bouw.sh SERVICE TARGET, in a folder that holds requirements.lock, sluiting.py, schemas/ and services/.
set -eu
service=$1
doel=$2

for lid in schemas services/chassis "services/$service"; do
  uv build -q --wheel --build-constraints requirements.lock --require-hashes -o wielen "$lid"
done

# Which packages are needed comes from resolving under the lock; versions and hashes come from the lock itself.
echo "risb-$service" |
  uv pip compile -q --no-header --no-annotate --no-sources --find-links wielen --constraints requirements.lock \
    --no-emit-package risb-schemas --no-emit-package risb-chassis --no-emit-package "risb-$service" -o namen.txt -
python sluiting.py requirements.lock namen.txt >sluiting.txt

python -m venv --without-pip "$doel"
uv pip install -q --python "$doel/bin/python" --require-hashes --no-deps -r sluiting.txt
uv pip install -q --python "$doel/bin/python" --no-deps wielen/*.whl
"$doel/bin/python" -m compileall -q "$doel/lib"
printf '#!/bin/sh\nexec python -m "$SERVICE" "$@"\n' >"$doel/bin/start"
chmod 755 "$doel/bin/start"
