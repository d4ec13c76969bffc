#!/bin/sh
# Run once by the postgres image on an empty volume: the role that owns the tables, the hub's own role, the database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$HUB_OWNER_PASSWORD" --set app_password="$HUB_APP_PASSWORD" <<'SQL'
create role hub_owner login nosuperuser nocreatedb nocreaterole password :'owner_password';
create role hub_app login nosuperuser nocreatedb nocreaterole password :'app_password';
create database hub owner hub_owner template template0 encoding 'UTF8';
revoke all on database hub from public;
grant connect on database hub to hub_app;
SQL
