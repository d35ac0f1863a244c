#!/bin/bash
# First start of the PostgreSQL container: one database and one owner for each part, and no other access to it.
# Passwords come from the environment as <NAME>_DB_WACHTWOORD.
set -euo pipefail

maak_database() {
  local naam=$1 wachtwoord=$2
  psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --no-psqlrc \
    --set naam="$naam" --set wachtwoord="$wachtwoord" <<'SQL'
CREATE ROLE :"naam" LOGIN PASSWORD :'wachtwoord';
CREATE DATABASE :"naam" OWNER :"naam" ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"naam" FROM PUBLIC;
SQL
}

for naam in contracting declaraties subsidies toezicht registry keycloak; do
  sleutel="${naam^^}_DB_WACHTWOORD"
  maak_database "$naam" "${!sleutel:?wachtwoord voor $naam ontbreekt}"
done
