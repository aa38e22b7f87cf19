#!/bin/sh
# Makes the keys here anew, with openssl 3; none of them is used for anything but tests.
set -eu
openssl genrsa -traditional -out rsa-pkcs1.pem 2048
openssl pkcs8 -topk8 -nocrypt -in rsa-pkcs1.pem -out rsa-pkcs8.pem
openssl ecparam -name prime256v1 -genkey -out ec-sec1.pem
openssl pkcs8 -topk8 -nocrypt -in ec-sec1.pem -out ec-pkcs8.pem
openssl ecparam -name secp384r1 -genkey -noout -out ec384-sec1.pem
openssl pkcs8 -topk8 -nocrypt -in ec384-sec1.pem -out ec384-pkcs8.pem
openssl genpkey -algorithm ed25519 -out ed25519-pkcs8.pem
openssl rsa -traditional -aes128 -passout pass:x -in rsa-pkcs1.pem -out rsa-pkcs1-encrypted.pem
openssl pkcs8 -topk8 -passout pass:x -in rsa-pkcs1.pem -out rsa-pkcs8-encrypted.pem
openssl req -x509 -new -key rsa-pkcs1.pem -days 36500 -subj /CN=test -out certificate.pem
