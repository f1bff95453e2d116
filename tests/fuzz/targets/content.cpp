#include "core/change/content.hpp"

#include "core/change/enclosing.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A file of a change: its kind, its lines and where they stand.
void content(std::string_view input) {
  (void)core::classify_content(input);
  for (const char* name : {"package-lock.json", "Cargo.lock", "go.sum", "yarn.lock"}) {
    (void)core::is_lock_file(name, input);
  }
  require(core::Places().of(input).size() == static_cast<std::size_t>(core::count_lines(input)));
  (void)core::has_plain_lines(input);
}

}  // namespace sallyport::fuzz
