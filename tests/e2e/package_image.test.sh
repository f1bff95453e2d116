#!/usr/bin/env bash
# The image, on a base with nothing but git, ssh-keygen and a shell, judges a mounted repository of another owner, as
# nobody.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/packages.sh"
command -v buildah >/dev/null || { echo 'skipped: no buildah here'; exit 77; }
[[ $(id -u) == 0 ]] || { echo 'skipped: without root buildah needs more than this sets up'; exit 77; }

# The program may be one with libraries here; a released one has none.
base=$root/tmp/base
mkdir -p "$base/bin" "$base/etc"
mkdir -m 1777 "$base/tmp"
for tool in sh git ssh-keygen "$SALLYPORT_BINARY"; do
  file=$(command -v "$tool")
  [[ $tool == /* ]] || cp -L "$file" "$base/bin/$tool"
  { ldd "$file" | grep -oE '/[^ ]+' || true; } | while read -r library; do
    mkdir -p "$base$(dirname "$library")"
    cp -Lu "$library" "$base$library"
  done
done
echo 'nobody:x:65534:65534:nobody:/nonexistent:/bin/sh' >"$base/etc/passwd"
packed_tree

buildah() { command buildah --root "$root/tmp/storage" --runroot "$root/tmp/state" --storage-driver vfs "$@"; }
from=$(buildah from scratch) || { echo 'skipped: no container can be made here'; exit 77; }
buildah copy -q "$from" "$base" / >/dev/null
buildah run --isolation chroot "$from" -- git --version >/dev/null || { echo 'skipped: no container can run here'; exit 77; }
buildah commit -q "$from" localhost/base >/dev/null
expect_status 0 buildah build --isolation chroot --build-arg BASE=localhost/base -t sallyport \
  -f "$SOURCE_DIR/tools/release/Dockerfile" "$root/tree"
equal 65534:65534 "$(buildah inspect --type image --format '{{.OCIv1.Config.User}}' sallyport)"

project dana
new_remote
ai_commit claude-code 120 src/app.cc
chown -R 1234:1234 .
container=$(buildah from sallyport)
judge() {
  buildah run --isolation chroot --volume "$root/widgets:/repository:ro" "$container" -- \
    sallyport ci --base origin/main --head topic --target refs/heads/main
}
expect_status 1 judge
said 'blocked: 1 of 1 review item open'
chown -R 0:0 .
signed --range origin/main..topic
chown -R 1234:1234 .
expect_status 0 judge
said 'pass' '1 review item met'
