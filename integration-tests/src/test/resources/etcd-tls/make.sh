#!/bin/sh
# Makes the certificates and keys here anew, with openssl 3; they are used for nothing but tests.
set -eu
authority() {
  openssl req -x509 -new -newkey rsa:2048 -nodes -keyout "$1.key" -days 36500 -subj "/CN=$1" -out "$1.pem"
}
certificate() { # name, authority, key as openssl wrote it, subject, extension
  openssl req -new -key "$3" -subj "$4" |
    openssl x509 -req -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 36500 -out "$1.pem" \
      -extfile /dev/fd/3 3<<END
$5
END
}
server='subjectAltName=IP:127.0.0.1,DNS:localhost'
client='extendedKeyUsage=clientAuth'
authority ca
authority other-ca
openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:prime256v1 -out server.key
certificate server ca server.key /CN=etcd "$server"
openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:prime256v1 -out renewed-server.key
certificate renewed-server ca renewed-server.key /CN=etcd "$server"
openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:prime256v1 -out other-server.key
certificate other-server other-ca other-server.key /CN=etcd "$server"
openssl genrsa -traditional -out client-rsa.key 2048
certificate client-rsa ca client-rsa.key /CN=sluice-web-1 "$client"
openssl ecparam -name prime256v1 -genkey -out client-ec.key
certificate client-ec ca client-ec.key /CN=sluice-web-1 "$client"
openssl ecparam -name prime256v1 -genkey -out other-client.key
certificate other-client other-ca other-client.key /CN=sluice-web-1 "$client"
rm -f ca.key other-ca.key ca.srl other-ca.srl
