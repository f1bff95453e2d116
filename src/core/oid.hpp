#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::core {

/// The name of a git object: a SHA-1, 20 raw bytes. All zeros means "no object".
struct Oid {
  std::array<std::uint8_t, 20> bytes{};

  [[nodiscard]] bool is_zero() const { return *this == Oid{}; }
  friend auto operator<=>(const Oid&, const Oid&) = default;  // NOLINT(modernize-use-nullptr)
};

/// 40 lower-case hexadecimal digits.
std::string to_hex(const Oid& oid);

/// The first 12 hexadecimal digits, for people.
std::string abbreviated(const Oid& oid);

/// An oid from exactly 40 hexadecimal digits.
std::optional<Oid> parse_oid(std::string_view hex);

/// The tree without entries, `4b825dc6…`, which git knows without storing it.
Oid empty_tree();

}  // namespace sallyport::core
