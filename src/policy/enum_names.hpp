#pragma once

#include <string_view>

namespace sallyport::policy {

/// The enumerator up to `last` that `to_string` calls `name`, or `fallback`.
template <typename Enum>
Enum enum_of(std::string_view name, Enum last, Enum fallback) {
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    if (to_string(static_cast<Enum>(value)) == name) {
      return static_cast<Enum>(value);
    }
  }
  return fallback;
}

}  // namespace sallyport::policy
