#include "fuzz/targets.hpp"
#include "git/backend/index_file.hpp"
#include "util/error.hpp"

namespace sallyport::fuzz {

/// An index, with and without the trees that it knows.
void index(std::string_view input) {
  for (const bool has_trees : {true, false}) {
    try {
      (void)git::tree_of_index_file(
          input, {.store = [](std::string_view /*tree*/) { return core::empty_tree(); },
                  .has = [&](const core::Oid& /*tree*/) { return has_trees; }});
    } catch (const util::Error&) {  // no index, or one that is cut short
    }
  }
}

}  // namespace sallyport::fuzz
