#pragma once

#include "core/policy.hpp"
#include "core/record.hpp"
#include "gate/session.hpp"
#include "signoff/log.hpp"
#include "signoff/publish.hpp"

#include <string>
#include <vector>

namespace sallyport::gate {

/// Keeps the reviewed files of new records, as the policy says (records.md §3). A sign-off does not
/// fail by it: what went wrong is the result, one line; empty: nothing.
std::string keep_subjects(Session& session, const core::Policy& policy,
                          std::vector<core::SignoffRecord> records,
                          const std::vector<std::string>& ids);

/// Brings the log in step with a remote and, as the policy says, takes along the subjects that wait
/// here and may go there. `pushed` are the commits that it gets at the same time.
signoff::SyncResult sync_log(Session& session, const core::Policy& policy,
                             const std::string& remote,
                             signoff::PublishWish wish = signoff::PublishWish::asked,
                             const std::vector<core::Oid>& pushed = {});

/// Whether a push of these commits to a remote would take subjects along.
bool has_subjects_for(const Session& session, const core::Policy& policy, const std::string& remote,
                      const std::vector<core::Oid>& pushed);

}  // namespace sallyport::gate
