#!/usr/bin/env bash
# The key and the program that sign are those that git itself finds: by conditional includes, from the
# command line and the environment, and under ~/.
source "$(dirname "$0")/lib.sh"

project dana
new_remote
ai_commit cursor 120 src/app.cc
git config --global --unset user.signingkey
for file in id_ed25519 id_ed25519.pub; do mv ~/.ssh/$file ~/.ssh/work"${file#id_ed25519}"; done
expect_status 1 sign --range main..topic
said 'you have no SSH key to sign with'

# signs COMMAND…: it records one more approval by Dana.
signs() {
  ai_commit cursor 101 "src/$RANDOM.cc"
  expect_status 0 in_terminal "$@" --range main..topic
  said 'security: approved'
}
git config --file ~/work user.signingKey ~/.ssh/work.pub
git config --global 'includeIf.hasconfig:remote.*.url:file://**.path' ~/work
signs sallyport signoff
git config --global --unset-all 'includeIf.hasconfig:remote.*.url:file://**.path'
signs git -c user.signingkey="$HOME/.ssh/work.pub" sallyport signoff
signs env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=user.signingkey GIT_CONFIG_VALUE_0="$HOME/.ssh/work.pub" \
  sallyport signoff

# shellcheck disable=SC2088  # git and sallyport expand it
git config --global user.signingkey '~/.ssh/work.pub'
printf '#!/bin/sh\necho x >>~/asked\nexec ssh-keygen "$@"\n' >~/signer
chmod +x ~/signer
signs git -c gpg.ssh.program='~/signer' sallyport signoff
[[ -e ~/asked ]]
rm ~/asked
prefix=$(git -c x.y='%(prefix)/' config --type=path --get x.y)
# shellcheck disable=SC2046  # a path up from there
up=$(printf '../%.0s' $(tr / ' ' <<<"$prefix"))
signs git -c gpg.ssh.program="%(prefix)/$up${HOME#/}/signer" sallyport signoff
[[ -e ~/asked ]]
rm ~/asked

# The file of revoked keys, too.
cut -d' ' -f1,2 ~/.ssh/work.pub >~/revoked
# shellcheck disable=SC2088  # git expands it
git config --global gpg.ssh.revocationFile '~/revoked'
expect_status 1 sallyport check --range main..topic
git config --global --unset gpg.ssh.revocationFile
git config gpg.ssh.program "$HOME/signer"
signs sallyport signoff
[[ ! -e ~/asked ]]

echo '[broken' >>~/.gitconfig
expect_status 3 sign --range main..topic
said "cannot read (git's configuration|the repository).*bad config"
