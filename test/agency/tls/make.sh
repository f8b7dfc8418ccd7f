#!/bin/sh
# Makes the certificates beside it anew: an authority, a key for all servers, and what may be wrong with a certificate.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cat > "$work/conf" <<CONF
[ca]
default_ca = authority
[authority]
new_certs_dir = $work
database = $work/index
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
[localhost]
subjectAltName = DNS:localhost
[elsewhere]
subjectAltName = DNS:agency.example
CONF
: > "$work/index"

key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt; }
sign() { # key, name, extensions, end, who signs
  openssl req -new -key "$1" -subj "/CN=$2" -out "$work/request"
  shift 2
  extensions=$1 end=$2
  shift 2
  openssl ca -batch -notext -config "$work/conf" -extensions "$extensions" -in "$work/request" \
    -startdate 20200101000000Z -enddate "$end" "$@" 2> /dev/null
}

key > "$work/ca.key"
key > key.pem
sign "$work/ca.key" 'Qifu test authority' root 21200101000000Z -selfsign -keyfile "$work/ca.key" > ca.pem
by_authority="-cert ca.pem -keyfile $work/ca.key"
sign key.pem localhost localhost 21200101000000Z $by_authority > good.pem
sign key.pem localhost localhost 20200201000000Z $by_authority > expired.pem
sign key.pem agency.example elsewhere 21200101000000Z $by_authority > other-name.pem
sign key.pem localhost localhost 21200101000000Z -selfsign -keyfile key.pem > self-signed.pem
