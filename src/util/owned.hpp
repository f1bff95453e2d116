#pragma once

#include <memory>

namespace sallyport::util {

/// Frees an object of a C library by its own function.
template <auto function>
struct FreedBy {
  template <typename T>
  void operator()(T* object) const {
    function(object);
  }
};

template <typename T, auto function>
using Owned = std::unique_ptr<T, FreedBy<function>>;

}  // namespace sallyport::util
