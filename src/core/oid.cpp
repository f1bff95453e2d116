#include "core/oid.hpp"

#include "util/encoding.hpp"

#include <algorithm>
#include <span>

namespace sallyport::core {
namespace {

constexpr std::size_t k_sha1_size = size_of(ObjectFormat::sha1);

std::size_t size_of_name(const Oid& oid) {
  const bool is_short = std::all_of(oid.bytes.begin() + k_sha1_size, oid.bytes.end(),
                                    [](std::uint8_t byte) { return byte == 0; });
  return is_short ? k_sha1_size : oid.bytes.size();
}

}  // namespace

std::string to_hex(const Oid& oid) {
  return util::to_hex(std::span(oid.bytes).first(size_of_name(oid)));
}

std::string abbreviated(const Oid& oid) {
  return to_hex(oid).substr(0, 12);
}

std::optional<Oid> parse_oid(std::string_view hex) {
  Oid oid;
  const std::span bytes(oid.bytes);
  if (!util::parse_hex(hex, bytes) && !util::parse_hex(hex, bytes.first(k_sha1_size))) {
    return std::nullopt;
  }
  return oid;
}

Oid empty_tree(ObjectFormat format) {
  return *parse_oid(format == ObjectFormat::sha1
                        ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
                        : "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321");
}

bool is_empty_tree(const Oid& tree) {
  return tree.is_zero() || tree == empty_tree(ObjectFormat::sha1) ||
         tree == empty_tree(ObjectFormat::sha256);
}

}  // namespace sallyport::core
