#include "gate/trust.hpp"

#include "ci/systems.hpp"
#include "core/trust_path.hpp"
#include "setup/hook_table.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::gate {
namespace {

constexpr std::int64_t k_most_bytes = std::int64_t{4} << 20U;
constexpr std::uint32_t k_kind_mask = 0170000;
constexpr std::uint32_t k_regular = 0100000;

/// One that cannot be read whole is taken to mention it.
bool mentions_gate(const Session& session, const core::Oid& blob, std::uint32_t mode) {
  if ((mode & k_kind_mask) != k_regular) {
    return mode != 0;
  }
  try {
    const std::string text = session.repository.read_blob(blob, k_most_bytes);
    return util::ascii_lower(text).find("sallyport") != std::string::npos;
  } catch (const util::Error&) {
    return true;
  }
}

/// CI definitions and files of hook managers can run the gate: trust roots when they mention it.
bool is_trust_root(const Session& session, const core::FileChange& file,
                   const core::Policy& policy) {
  const std::string& path = file.entry.path;
  if (core::is_trust_path(path, policy)) {
    return true;
  }
  return (ci::is_definition(path) || setup::is_manager_file(path)) &&
         (mentions_gate(session, file.old_oid, file.entry.old_mode) ||
          mentions_gate(session, file.new_oid, file.entry.new_mode));
}

bool file_mentions_gate(const Session& session, const core::Oid& tree, const std::string& path) {
  try {
    const auto file = session.repository.file_at(tree, path, k_most_bytes);
    return file && util::ascii_lower(file->content).find("sallyport") != std::string::npos;
  } catch (const util::Error&) {
    return false;
  }
}

}  // namespace

std::vector<std::string> ci_definitions(const Session& session, const core::Oid& tree) {
  std::vector<std::string> found;
  for (const std::string& folder : ci::definition_folders()) {
    for (const auto& [name, mode] : session.repository.list_folder(tree, folder)) {
      const std::string path = folder.empty() ? name : fmt::format("{}/{}", folder, name);
      if (ci::is_definition(path) && file_mentions_gate(session, tree, path)) {
        found.push_back(path);
      }
    }
  }
  return found;
}

std::set<std::string> touched_trust_roots(const Session& session, const core::Change& change,
                                          const core::Policy& policy) {
  std::set<std::string> roots;
  for (const core::FileChange& file : change.files) {
    if (is_trust_root(session, file, policy)) {
      roots.insert(file.entry.path);
    }
  }
  return roots;
}

}  // namespace sallyport::gate
