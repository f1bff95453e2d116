#pragma once

#include "core/oid.hpp"

#include <cstddef>
#include <deque>
#include <unordered_map>
#include <utility>

namespace sallyport::git {

/// What was read of objects lately: where it takes more than so many bytes, the oldest goes first.
template <typename Value>
class Recent {
 public:
  explicit Recent(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Null: it was not read, or is gone. Lives until the next one is kept.
  [[nodiscard]] const Value* find(const core::Oid& id) const {
    const auto known = values_.find(id);
    return known == values_.end() ? nullptr : &known->second;
  }

  void keep(const core::Oid& id, Value value, std::size_t bytes) {
    constexpr std::size_t k_of_an_entry = 256;
    bytes += k_of_an_entry;
    if (bytes > most_bytes_ || !values_.emplace(id, std::move(value)).second) {
      return;
    }
    bytes_ += bytes;
    order_.emplace_back(id, bytes);
    while (bytes_ > most_bytes_) {
      bytes_ -= order_.front().second;
      values_.erase(order_.front().first);
      order_.pop_front();
    }
  }

 private:
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::unordered_map<core::Oid, Value> values_;
  std::deque<std::pair<core::Oid, std::size_t>> order_;
};

}  // namespace sallyport::git
