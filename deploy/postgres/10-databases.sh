#!/bin/bash
# First start of the PostgreSQL container: one database for each part, and no other access to it.
# A service runs as a role that owns nothing; <name>_eigenaar owns the tables and migrates them.
# Passwords come from the environment as <NAME>_DB_WACHTWOORD and <NAME>_EIGENAAR_DB_WACHTWOORD.
set -euo pipefail

voer_uit() {
  psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --no-psqlrc "$@"
}

maak_rol() {
  voer_uit --set naam="$1" --set wachtwoord="$2" <<'SQL'
CREATE ROLE :"naam" LOGIN PASSWORD :'wachtwoord';
SQL
}

maak_database() {
  voer_uit --set naam="$1" --set eigenaar="$2" <<'SQL'
CREATE DATABASE :"naam" OWNER :"eigenaar" ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"naam" FROM PUBLIC;
SQL
}

wachtwoord() {
  local sleutel="${1^^}_DB_WACHTWOORD"
  printf '%s' "${!sleutel:?wachtwoord voor $1 ontbreekt}"
}

for naam in contracting declaraties subsidies toezicht; do
  maak_rol "$naam" "$(wachtwoord "$naam")"
  maak_rol "${naam}_eigenaar" "$(wachtwoord "${naam}_eigenaar")"
  maak_database "$naam" "${naam}_eigenaar"
  voer_uit --set naam="$naam" <<'SQL'
GRANT CONNECT, TEMPORARY ON DATABASE :"naam" TO :"naam";
SQL
done

for naam in registry keycloak; do
  maak_rol "$naam" "$(wachtwoord "$naam")"
  maak_database "$naam" "$naam"
done
