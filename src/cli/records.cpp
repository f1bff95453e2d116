#include "cli/records.hpp"

#include "gate/ground.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>

namespace sallyport::cli {
namespace {

constexpr std::size_t k_least_digits = 4;

}  // namespace

using util::Error;
using util::ErrorKind;

gate::Governing governing_here(const gate::Session& session) {
  auto governing = gate::policy_here(
      session, session.repository.resolve_tree("HEAD").value_or(session.repository.empty_tree()));
  if (!governing) {
    const gate::MissingPolicy missing = gate::missing_policy(session);
    throw Error(ErrorKind::usage, "cannot find the log: " + missing.what, missing.mend);
  }
  return std::move(*governing);
}

std::string complete_id(const std::set<std::string>& ids, const std::string& given) {
  const std::string prefix = util::ascii_lower(given);
  std::vector<std::string> found;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(found), [&](const std::string& id) {
    return prefix.size() >= k_least_digits && id.starts_with(prefix);
  });
  if (found.size() > 1) {
    throw Error(ErrorKind::usage,
                fmt::format("'{}' begins the ids of {} records", given, found.size()),
                "give more digits; see them with: sallyport log --json");
  }
  if (found.empty()) {
    throw Error(
        ErrorKind::usage, fmt::format("there is no record '{}': no id in the log begins so", given),
        fmt::format("name at least {} digits; see the ids with: sallyport log", k_least_digits));
  }
  return found.front();
}

const signoff::LoggedRecord& require_record(const std::vector<signoff::LoggedRecord>& records,
                                            const std::string& id) {
  std::set<std::string> ids;
  for (const signoff::LoggedRecord& logged : records) {
    ids.insert(logged.record.id);
  }
  const std::string whole = complete_id(ids, id);
  return *std::find_if(records.begin(), records.end(), [&](const signoff::LoggedRecord& logged) {
    return logged.record.id == whole;
  });
}

std::string look_again_hint(const gate::Session& session) {
  const auto top = session.repository.work_dir();
  std::error_code error;
  const bool has_workflow =
      top && std::filesystem::exists(*top / ".github/workflows/sallyport-recheck.yml", error);
  return has_workflow ? "; to have GitHub look again at once: gh workflow run sallyport-recheck.yml"
                      : "";
}

}  // namespace sallyport::cli
