#pragma once

#include "core/policy/policy.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::policy {

/// One fault of a policy file, or a warning about it. `to_string` gives `file:line:column: error:
/// …`.
struct Diagnostic {
  core::SourcePosition position;
  bool is_error = true;
  std::string
      message;  ///< one lower-case line, with the nearest known key where one was misspelled
};

std::string to_string(const Diagnostic& diagnostic);

/// Reads the file that `extends = "./other.toml"` names, relative to the policy's folder; nothing
/// when the tree has no such regular file.
using ReadFile = std::function<std::optional<std::string>(std::string_view path)>;

/// What reading a policy gave: the policy when there was no error, and all that was found.
struct LoadResult {
  std::optional<core::Policy> policy;
  std::vector<Diagnostic> diagnostics;
  std::string effective_toml;  ///< the merged policy, as `policy show` prints it
  std::string effective_json;  ///< the same with the same key names, canonical JSON
};

/// Parses, checks and resolves a policy (policy.md). `source` names it in diagnostics and
/// positions. Never throws on bad input: every fault of the file is a diagnostic.
LoadResult load(std::string_view toml, std::string_view source, const ReadFile& read_file);

/// What a policy file may hold, as a JSON Schema (draft 2020-12): canonical JSON, for editors.
std::string json_schema();

/// The same for a file of cases, `.sallyport/policy_test.toml`.
std::string cases_json_schema();

/// A policy that is compiled in.
struct BundledPolicy {
  std::string_view name;     ///< `standard@1`
  std::string_view summary;  ///< its first comment line: whom it is for
  std::string_view toml;
};

/// All of them, sorted by name.
std::span<const BundledPolicy> bundled_policies();

/// The one with that name; without `@N` the newest version. Nothing when there is none.
const BundledPolicy* find_bundled(std::string_view name);

/// `load` of a bundled policy, which needs no other file.
LoadResult load_bundled(const BundledPolicy& bundled);

}  // namespace sallyport::policy
