#include "git/objects/commit.hpp"

#include "attribution/attribution.hpp"
#include "fuzz/one_object.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A commit object, and what its identities and message say.
void commit(std::string_view input) {
  static const attribution::Detector k_detector;
  OneObject repository(git::ObjectType::commit, input, core::ObjectFormat::sha1);
  const git::Objects objects(repository, {}, false);
  const git::CommitObject read = git::read_commit_object(objects, repository.id());
  core::Commit found;
  found.parents = read.parents;
  found.author = {std::string(read.author.name), std::string(read.author.email)};
  found.committer = {std::string(read.committer.name), std::string(read.committer.email)};
  found.message = read.message;
  (void)k_detector.examine(found);
  (void)k_detector.examine_merge(found);
}

}  // namespace sallyport::fuzz
