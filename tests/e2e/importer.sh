# shellcheck shell=bash
# Reviews of a forge. Sourced after lib.sh.

# importer_project: a project whose remote main knows Dana, Erin (account 202) and the importer `ci`; the
# item takes what a forge vouches for, or wants the ASSURANCE that is named. POLICY_ITEM adds to the item.
importer_project() {
  add_person erin
  add_person ci
  new_repo widgets
  POLICY_ITEM="assurance = \"${ASSURANCE:-forge}\""$'\n'"${POLICY_ITEM:-}" write_policy dana erin
  printf 'forge = ["github:202"]\n[principal."ci@example.com"]\nkind = "importer"\n' >>.sallyport/policy.toml
  printf 'ci@example.com namespaces="signoff.v1@sallyport" %s\n' "$(public_key ci)" >>.sallyport/allowed_signers
  git add .sallyport
  git commit -q -m 'Add the policy'
  new_remote
}
