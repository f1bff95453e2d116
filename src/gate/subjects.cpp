#include "gate/subjects.hpp"

#include "signoff/log.hpp"
#include "signoff/subjects.hpp"
#include "util/error.hpp"

namespace sallyport::gate {

std::string keep_subjects(Session& session, const core::Policy& policy,
                          std::vector<core::SignoffRecord> records,
                          const std::vector<std::string>& ids) {
  if (!policy.keep_subjects) {
    return "";
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].id = ids.at(i);
  }
  try {
    signoff::keep_subjects(session.repository, records,
                           {signoff::committer(session.repository, session.ambient.environment),
                            session.now, "Keep what was reviewed\n"});
    return "";
  } catch (const util::Error& error) {
    return error.what();
  }
}

signoff::SyncResult sync_log(Session& session, const core::Policy& policy,
                             const std::string& remote, signoff::PublishWish wish,
                             const std::vector<core::Oid>& pushed) {
  const util::Environment& environment = session.ambient.environment;
  const auto publish = [&] {
    if (policy.keep_subjects) {
      signoff::publish_subjects(session.repository, {policy.store_branch, remote, wish, pushed},
                                environment, session.now);
    }
  };
  return signoff::sync_log(session.repository, policy.store_branch, remote, environment, publish);
}

bool has_subjects_for(const Session& session, const core::Policy& policy, const std::string& remote,
                      const std::vector<core::Oid>& pushed) {
  const signoff::Publication publication{policy.store_branch, remote, signoff::PublishWish::known,
                                         pushed};
  return policy.keep_subjects &&
         !signoff::publishable(session.repository, publication, session.ambient.environment)
              .empty();
}

}  // namespace sallyport::gate
