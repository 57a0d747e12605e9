#!/bin/sh
# Makes the signed and encrypted fixtures anew, with keys that are thrown away. Run it in this folder; the bytes come out
# different each time, what the tests say of them does not.
set -eu
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
here=$PWD
cat >"$keys/inner.txt" <<'MAIL'
Content-Type: multipart/mixed; boundary="cut"

--cut
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Dear Ms. Lund,

the quay at Brenn is closed from 3 March 2025. The survey is attached.

J=C3=B6rn Plitt
--cut
Content-Type: text/csv; name="survey.csv"
Content-Disposition: attachment; filename="survey.csv"
Content-Transfer-Encoding: base64

ZGVwdGgsbWV0cmVzCmVhc3QsNC4yCg==
--cut--
MAIL
printf 'No. 12. The quay is closed from 3 March 2025.\n' >"$keys/decree.txt"
certificate() { # NAME KEY-OPTIONS…
  name=$1
  shift
  openssl req -x509 -newkey "$@" -nodes -keyout "$keys/$name.key" -out "$keys/$name.pem" -days 3650 \
    -subj "/C=XX/O=Harbour Board of Tarnov/CN=Alwin Brask/emailAddress=brask@tarnov.example" 2>/dev/null
}
certificate rsa rsa:2048
certificate short rsa:1024
certificate p256 ec -pkeyopt ec_paramgen_curve:P-256
certificate p384 ec -pkeyopt ec_paramgen_curve:P-384
cms() { openssl cms "$@"; }
head() { printf 'From: Alwin Brask <brask@tarnov.example>\nTo: Ida Lund <lund@brenn.example>\nDate: Mon, 3 Mar 2025 09:14:00 +0100\nSubject: Closing of the quay\nMessage-ID: <signed-%s@tarnov.example>\n' "$1"; }
opaque() { # NAME KEY OPTIONS…: a mail whose only part is the signed content
  name=$1 key=$2
  shift 2
  { head "$name"; cms -sign -nodetach -in "$keys/inner.txt" -signer "$keys/$key.pem" -inkey "$keys/$key.key" "$@"; } >"$here/$name.eml"
}
beside() { # NAME KEY OPTIONS…: multipart/signed
  name=$1 key=$2
  shift 2
  { head "$name"; cms -sign -in "$keys/inner.txt" -signer "$keys/$key.pem" -inkey "$keys/$key.key" "$@"; } >"$here/$name.eml"
}
opaque opaque-rsa rsa -md sha256
opaque opaque-stream p256 -md sha256 -stream
beside beside-rsa rsa -md sha512
beside beside-p384 p384 -md sha384
beside beside-pss rsa -md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest
beside beside-key-name p256 -md sha384 -keyid
beside beside-without-attributes rsa -md sha256 -noattr
beside beside-without-certificate rsa -md sha256 -nocerts
beside beside-sha1 rsa -md sha1
beside beside-short short -md sha256
{ head encrypted; cms -encrypt -aes256 -in "$keys/inner.txt" "$keys/rsa.pem"; } >"$here/encrypted.eml"
cms -sign -binary -nodetach -outform DER -md sha256 -in "$keys/decree.txt" -signer "$keys/rsa.pem" -inkey "$keys/rsa.key" -out "$here/decree.txt.p7m"
cms -sign -binary -nodetach -outform PEM -md sha256 -in "$keys/decree.txt" -signer "$keys/p256.pem" -inkey "$keys/p256.key" -out "$here/decree-pem.p7m"
cms -sign -binary -outform DER -md sha256 -in "$keys/decree.txt" -signer "$keys/p256.pem" -inkey "$keys/p256.key" -out "$here/alone.p7s"
cms -sign -nodetach -outform DER -md sha256 -in "$keys/inner.txt" -signer "$keys/p256.pem" -inkey "$keys/p256.key" -out "$here/mail.p7m"
cms -encrypt -aes256 -outform DER -in "$keys/inner.txt" -out "$here/encrypted.p7m" "$keys/rsa.pem"
