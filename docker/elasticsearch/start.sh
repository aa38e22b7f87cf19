#!/usr/bin/env bash
#
# Gives Elasticsearch the users of this stack in its file realm, then starts it as its image does.
# These users are there from the first request on, and a password that was changed in .env counts
# from the next 'docker compose up' on.

set -euo pipefail

# Passwords go by standard input: command lines are for everyone to see.
add_user() {
  local name=$1 password=$2 role=$3
  # A container that is started again has them already, with the same passwords.
  ! grep -q "^$name:" config/users 2>/dev/null || return 0
  printf '%s\n%s\n' "$password" "$password" |
    elasticsearch-users useradd "$name" -r "$role" >/dev/null
}

add_user sluice "$SINK_PASSWORD" sluice-data-streams
add_user kibana-server "$KIBANA_PASSWORD" kibana_system
unset SINK_PASSWORD KIBANA_PASSWORD

exec /bin/tini -- /usr/local/bin/docker-entrypoint.sh eswrapper
