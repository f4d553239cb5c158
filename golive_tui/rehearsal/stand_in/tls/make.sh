#!/bin/sh
# Make the rehearsal's CA and certificate anew, here; see README.md. Needs OpenSSL 3.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/openssl.cnf" <<'END'
[ca]
default_ca = rehearsal
[rehearsal]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
default_startdate = 20240101000000Z
default_enddate = 20440101000000Z
[any]
organizationName = optional
commonName = supplied
[req]
distinguished_name = name
prompt = no
[name]
O = golive rehearsal only
CN = golive rehearsal CA
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;DNS:localhost, permitted;DNS:flowmind.app, permitted;IP:127.0.0.1/255.255.255.255
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:localhost, IP:127.0.0.1, DNS:flowmind.app, DNS:api.flowmind.app, DNS:citypulse.flowmind.app, DNS:quantum.flowmind.app, DNS:velocity.flowmind.app
END
cd "$work"
: >index.txt
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }
key ca.key
openssl req -config openssl.cnf -new -key ca.key -out ca.csr
openssl ca -config openssl.cnf -batch -notext -selfsign -keyfile ca.key -in ca.csr \
    -extensions authority -out ca.pem 2>/dev/null
key server.key
openssl req -config openssl.cnf -new -key server.key -out server.csr \
    -subj "/O=golive rehearsal only/CN=localhost"
openssl ca -config openssl.cnf -batch -notext -keyfile ca.key -cert ca.pem -in server.csr \
    -extensions server -out server.pem 2>/dev/null
openssl req -config openssl.cnf -new -key server.key -out expired.csr \
    -subj "/O=golive rehearsal only/CN=expired"
openssl ca -config openssl.cnf -batch -notext -keyfile ca.key -cert ca.pem -in expired.csr \
    -startdate 20240101000000Z -enddate 20240401000000Z \
    -extensions server -out expired.pem 2>/dev/null
cp ca.pem "$here/ca.pem"
cp server.pem "$here/rehearsal-only.pem"
cp expired.pem "$here/rehearsal-expired.pem"
cp server.key "$here/rehearsal-only.key"
chmod 644 "$here/rehearsal-only.key"
