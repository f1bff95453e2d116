# shellcheck shell=bash
# shellcheck disable=SC2154,SC2059  # lib.sh sets root; the bytes are the format
# A security key made in software, and an authenticator that a maker vouches for. Sourced after lib.sh.

# bytes NUMBER…: those bytes. wire: standard input as a string of RFC 4251.
bytes() { printf "$(printf '\\x%02x' "$@")"; }
wire() {
  local file size
  file=$(mktemp)
  cat >"$file"
  size=$(stat -c %s "$file")
  bytes $((size >> 24 & 255)) $((size >> 16 & 255)) $((size >> 8 & 255)) $((size & 255))
  cat "$file"
}
word() { printf %s "$1" | wire; }
digest() { openssl dgst -sha256 -binary; }

k_sk_type=sk-ssh-ed25519@openssh.com
public_point() { openssl pkey -in "$1" -pubout -outform DER | tail -c 32; }
sk_blob() { word "$k_sk_type" && public_point "$1" | wire && word ssh:; }

# software_key NAME: gives that person a key that claims to be a security key, and a program that signs with it
# as touched.
software_key() {
  local home="$root/home/$1"
  openssl genpkey -algorithm ed25519 -out "$home/sk.pem"
  echo "$k_sk_type $(sk_blob "$home/sk.pem" | base64 -w0) $1" >"$home/.ssh/sk.pub"
  printf '#!/bin/bash\nsource %q\nsk_sign %q "${@: -1}"\n' "$SOURCE_DIR/tests/e2e/security_key.sh" \
    "$home/sk.pem" >"$home/sk-sign"
  chmod +x "$home/sk-sign"
  as "$1" git config --global sallyport.signingKey "$home/.ssh/sk.pub"
  as "$1" git config --global gpg.ssh.program "$home/sk-sign"
}

# sk_sign KEY FILE: FILE.sig, as `ssh-keygen -Y sign` makes it of a security key (PROTOCOL.sshsig, PROTOCOL.u2f).
sk_sign() {
  local name=signoff.v1@sallyport
  { printf ssh: | digest && bytes 1 0 0 0 7 &&
    { printf SSHSIG && word "$name" && word '' && word sha256 && digest <"$2" | wire; } | digest; } >"$2.signed"
  {
    echo '-----BEGIN SSH SIGNATURE-----'
    {
      printf SSHSIG && bytes 0 0 0 1 && sk_blob "$1" | wire && word "$name" && word '' && word sha256
      { word "$k_sk_type" && openssl pkeyutl -sign -rawin -inkey "$1" -in "$2.signed" | wire &&
        bytes 1 0 0 0 7; } | wire
    } | base64 -w 70
    echo '-----END SSH SIGNATURE-----'
  } >"$2.sig"
}

# maker NAME: an authority of that name, and an authenticator that it vouches for.
maker() {
  local -a new=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  mkdir "$root/$1"
  (
    cd "$root/$1" || exit
    openssl req -x509 "${new[@]}" -keyout root.key -out root.pem -subj "/CN=$1 Root" -days 30
    openssl req "${new[@]}" -keyout leaf.key -out leaf.csr -subj '/OU=Authenticator Attestation/CN=Model 1'
    openssl x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -outform DER \
      -out leaf.der -extfile <(echo basicConstraints=CA:FALSE)
  ) 2>/dev/null
}

# attest MAKER KEY CHALLENGE FILE: what `ssh-keygen -O write-attestation=FILE -O challenge=CHALLENGE` writes.
attest() {
  local data="$root/tmp/data"
  { printf ssh: | digest && bytes 0x41 0 0 0 0 && head -c 16 /dev/zero && bytes 0 4 && printf cred &&
    bytes 0xa4 1 1 3 0x27 0x20 6 0x21 0x58 0x20 && public_point "$2"; } >"$data"
  {
    word ssh-sk-attest-v01 && wire <"$root/$1/leaf.der"
    { cat "$data" && digest <"$3"; } | openssl dgst -sha256 -sign "$root/$1/leaf.key" | wire
    { bytes 0x58 "$(stat -c %s "$data")" && cat "$data"; } | wire
    bytes 0 0 0 0 && word ''
  } >"$4"
}
