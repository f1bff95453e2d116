#pragma once

#include <memory>
#include <string_view>

namespace sallyport::util {

/// Frees an object of OpenSSL by its own function.
template <auto function>
struct FreedBy {
  template <typename T>
  void operator()(T* pointer) const {
    function(pointer);
  }
};
template <typename T, auto function>
using Owned = std::unique_ptr<T, FreedBy<function>>;

/// Bytes as OpenSSL takes them.
inline const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // NOLINT(*-reinterpret-cast)
}

}  // namespace sallyport::util
