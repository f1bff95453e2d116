#include "fuzz/one_object.hpp"
#include "fuzz/targets.hpp"
#include "git/objects/tree_diff.hpp"
#include "util/error.hpp"

namespace sallyport::fuzz {

/// A tree object in both formats, and the difference from nothing.
void tree(std::string_view input) {
  for (const core::ObjectFormat format : {core::ObjectFormat::sha1, core::ObjectFormat::sha256}) {
    OneObject repository(git::ObjectType::tree, input, format);
    if (input.find(repository.id_bytes()) != std::string_view::npos) {
      continue;  // it holds itself, as no tree can: its name is a digest of it
    }
    const git::Objects objects(repository, {}, false);
    try {
      (void)objects.tree(repository.id());
      (void)git::compare_trees(objects, {}, repository.id());
    } catch (const util::Error&) {  // what one format refuses, the other may take
    }
  }
}

}  // namespace sallyport::fuzz
