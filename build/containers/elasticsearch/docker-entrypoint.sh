#!/usr/bin/env bash
#
# Starts Elasticsearch, each variable whose name holds a dot being a setting.

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
exec /usr/share/elasticsearch/bin/elasticsearch "${settings[@]}"
