#pragma once

#include <cstdint>
#include <string_view>

namespace sallyport::signoff {

/// Reads the data types of RFC 4251 §5. After a fault everything reads as empty. What it returns
/// lives as long as the bytes that it reads.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}

  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) {
      failed_ = true;
      bytes_ = {};
      return {};
    }
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  /// A number of `count` bytes, at most four, the highest first.
  std::uint32_t number(std::size_t count) {
    std::uint32_t value = 0;
    for (const char c : take(count)) {
      value = (value << 8U) | static_cast<unsigned char>(c);
    }
    return value;
  }

  std::uint32_t uint32() { return number(4); }

  std::string_view text() { return take(uint32()); }

  /// What is left.
  [[nodiscard]] std::string_view rest() const { return bytes_; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return bytes_.empty() && !failed_; }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace sallyport::signoff
