#include "cli/records.hpp"

#include "gate/target.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {

using util::Error;
using util::ErrorKind;

gate::Governing governing_here(const gate::Session& session) {
  const auto target = gate::landing_target(session, std::nullopt);
  const auto tree = session.repository.resolve_tree("HEAD").value_or(core::empty_tree());
  auto governing = gate::find_governing(session, target, tree);
  if (!governing) {
    throw Error(ErrorKind::usage, "cannot find the log: there is no policy anywhere",
                "make one: sallyport init");
  }
  return std::move(*governing);
}

const signoff::LoggedRecord& require_record(const std::vector<signoff::LoggedRecord>& records,
                                            const std::string& id) {
  const signoff::LoggedRecord* found = nullptr;
  for (const signoff::LoggedRecord& logged : records) {
    if (id.empty() || !logged.record.id.starts_with(id)) {
      continue;
    }
    if (found != nullptr && found->record.id != logged.record.id) {
      throw Error(ErrorKind::usage,
                  fmt::format("more than one record begins with '{}'", util::printable(id)),
                  "give more digits; see them with: sallyport log --json");
    }
    found = &logged;
  }
  if (found == nullptr) {
    throw Error(ErrorKind::usage, fmt::format("there is no record '{}'", util::printable(id)),
                "see them with: sallyport log");
  }
  return *found;
}

}  // namespace sallyport::cli
