#include "core/change/enclosing.hpp"
#include "fuzz/targets.hpp"
#include "git/backend/backend.hpp"
#include "git/merge/file_replay.hpp"

#include <array>

namespace sallyport::fuzz {

/// Four texts with a NUL between each two: a file before and after a review, and as it is now.
void merge(std::string_view input) {
  std::array<std::string_view, 4> texts;
  for (std::string_view& text : texts) {
    text = input.substr(0, input.find('\0'));
    input.remove_prefix(std::min(text.size() + 1, input.size()));
  }
  git::start_libgit2();
  (void)git::merge_texts(texts[0], texts[1], texts[2]);
  (void)git::replay_texts({texts[0], texts[1], texts[2], texts[3]});
}

}  // namespace sallyport::fuzz
