#!/usr/bin/env bash
#
# Starts Elasticsearch, each variable whose name holds a dot being a setting, and ELASTIC_PASSWORD the
# password of the user elastic until that has another.

set -euo pipefail

if [[ ${1:-eswrapper} != eswrapper ]]; then
  exec "$@"
fi
settings=()
while IFS= read -r -d '' variable; do
  if [[ ${variable%%=*} == *.* ]]; then
    settings+=("-E$variable")
  fi
done < <(env -0)
if [[ -n ${ELASTIC_PASSWORD:-} ]]; then
  printf '%s' "$ELASTIC_PASSWORD" | elasticsearch-keystore add --force -x bootstrap.password
fi
exec /usr/share/elasticsearch/bin/elasticsearch "${settings[@]}"
