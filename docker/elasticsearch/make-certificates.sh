#!/usr/bin/env bash
#
# Makes an authority and a certificate of it for the node, once: the volumes keep them. The
# authority's certificate alone is in a volume that others get to see.

set -euo pipefail

certs=/usr/share/elasticsearch/config/certs
ca=/ca

if [[ ! -f $certs/node/node.crt ]]; then
  work=$(mktemp -d)
  elasticsearch-certutil ca --silent --pem --days 3650 --out "$work/ca.zip"
  unzip -q "$work/ca.zip" -d "$work"
  elasticsearch-certutil cert --silent --pem --days 3650 --name node \
    --dns elasticsearch --dns localhost --ip 127.0.0.1 \
    --ca-cert "$work/ca/ca.crt" --ca-key "$work/ca/ca.key" --out "$work/node.zip"
  unzip -q "$work/node.zip" -d "$certs"
  cp "$work/ca/ca.crt" "$certs/"
  rm -r "$work"
fi
cp "$certs/ca.crt" "$ca/"
chmod 0755 "$ca"
chmod 0644 "$ca/ca.crt"
chown -R 1000:0 "$certs"
chmod -R u=rwX,go= "$certs"
