#pragma once

#include "core/review/record.hpp"
#include "gate/policy_source.hpp"
#include "gate/session.hpp"
#include "signoff/log/log.hpp"

#include <set>
#include <string>
#include <vector>

namespace sallyport::cli {

/// The policy and signers by which the log is read here. Throws `util::Error` (usage) where there
/// is no policy anywhere.
gate::Governing governing_here(const gate::Session& session);

/// The one of `ids` that begins with `given`, of which at least four digits are wanted. Throws
/// `util::Error` (usage) where there is none, or more than one.
std::string complete_id(const std::set<std::string>& ids, const std::string& given);

/// The record whose id begins with `id`. Throws as `complete_id` does.
const signoff::LoggedRecord& require_record(const std::vector<signoff::LoggedRecord>& records,
                                            const std::string& id);

/// How to have the forge judge again what new records are about, as the end of a sentence, where
/// this repository has the workflow for it (ci-templates/github); else empty.
std::string look_again_hint(const gate::Session& session);

}  // namespace sallyport::cli
