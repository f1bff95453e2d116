#!/usr/bin/env bash
# What check writes in each format is what its schema asks for, blocked or passing, and so are the
# golden files, hostile ones too. Each validator refuses a document that is wrong.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine node xmllint Sarif.Multitool

schemas="$SOURCE_DIR/tests/schemas"
sarif_schema="$NODE_PATH/@microsoft/sarif-multitool-linux/sarif-2.1.0.json"
golden="$SOURCE_DIR/tests/golden/report"

matches() { node "$schemas/validate.js" "$@"; }

# sarif_rules FILE: Microsoft's own rules about SARIF find no error in it.
sarif_rules() {
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 Sarif.Multitool validate "$1" --level Error
}

# write_reports STATUS NAME: the report on topic in each format, as reports/NAME.FORMAT.
write_reports() {
  local base="$root/reports/$2"
  mkdir -p "$root/reports"
  expect_status "$1" sallyport check --range main..topic \
    --format sarif --output "$base.sarif" --format code-quality --output "$base.code-quality.json" \
    --format junit --output "$base.junit.xml" --format commit-status --output "$base.status.json" \
    --format html --output "$base.html"
}

project dana
ai_commit claude-code 120 'src/a b,c:d%é.cc'
write_reports 1 blocked
signed --range main..topic
write_reports 0 pass

for folder in "$root/reports" "$golden"; do
  expect_status 0 matches "$sarif_schema" "$folder"/*.sarif
  expect_status 0 matches "$schemas/code-quality.json" "$folder"/*.code-quality.json
  expect_status 0 matches "$schemas/commit-status.json" "$folder"/*.status.json
  expect_status 0 xmllint --noout --schema "$schemas/junit.xsd" "$folder"/*.junit.xml
  expect_status 0 xmllint --noout "$folder"/*.html
  for file in "$folder"/*.sarif; do
    expect_status 0 sarif_rules "$file"
    said 'Analysis completed successfully' && never_said ': error '
  done
done
equal '[]' "$(cat "$root/reports/pass.code-quality.json")"
equal 'src/a%20b%2Cc%3Ad%25%C3%A9.cc' "$(jq -r \
  '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri' "$root/reports/blocked.sarif")"

sed 's/"2.1.0"/"2.1"/' "$root/reports/blocked.sarif" >"$root/wrong.sarif"
expect_status 1 matches "$sarif_schema" "$root/wrong.sarif"
sed 's/"blocker"/"fatal"/' "$root/reports/blocked.code-quality.json" >"$root/wrong.json"
expect_status 1 matches "$schemas/code-quality.json" "$root/wrong.json"
sed 's/"pending"/"waiting"/' "$root/reports/blocked.status.json" >"$root/wrong.json"
expect_status 1 matches "$schemas/commit-status.json" "$root/wrong.json"
sed 's/ classname="[^"]*"//' "$root/reports/blocked.junit.xml" >"$root/wrong.xml"
expect_status 3 xmllint --noout --schema "$schemas/junit.xsd" "$root/wrong.xml"
