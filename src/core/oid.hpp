#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sallyport::core {

/// How a repository names its objects (`extensions.objectFormat`).
enum class ObjectFormat { sha1, sha256 };

/// The bytes of a name.
constexpr std::size_t size_of(ObjectFormat format) {
  return format == ObjectFormat::sha1 ? 20 : 32;
}

/// The name of a git object: a SHA-1, behind which the bytes are zero, or a SHA-256, which ends in
/// so many zeros by a chance of 2^-96. All zeros means "no object", in either format.
struct Oid {
  std::array<std::uint8_t, size_of(ObjectFormat::sha256)> bytes{};

  [[nodiscard]] bool is_zero() const { return *this == Oid{}; }
  friend auto operator<=>(const Oid&, const Oid&) = default;  // NOLINT(modernize-use-nullptr)
};

/// 40 or 64 lower-case hexadecimal digits; 40 zeros for no object.
std::string to_hex(const Oid& oid);

/// The first 12 hexadecimal digits, for people.
std::string abbreviated(const Oid& oid);

/// An oid from exactly 40 or 64 hexadecimal digits.
std::optional<Oid> parse_oid(std::string_view hex);

/// The tree without entries, which git knows without storing it.
Oid empty_tree(ObjectFormat format = ObjectFormat::sha1);

/// Whether a tree has no entries, or is none at all.
bool is_empty_tree(const Oid& tree);

}  // namespace sallyport::core

/// The first bytes of a name are as good as random.
template <>
struct std::hash<sallyport::core::Oid> {
  std::size_t operator()(const sallyport::core::Oid& oid) const noexcept {
    std::size_t first = 0;
    std::memcpy(&first, oid.bytes.data(), sizeof first);
    return first;
  }
};
