#include "core/oid.hpp"

#include "util/encoding.hpp"

namespace sallyport::core {

std::string to_hex(const Oid& oid) {
  return util::to_hex(oid.bytes);
}

std::string abbreviated(const Oid& oid) {
  return to_hex(oid).substr(0, 12);
}

std::optional<Oid> parse_oid(std::string_view hex) {
  Oid oid;
  if (!util::parse_hex(hex, oid.bytes)) {
    return std::nullopt;
  }
  return oid;
}

Oid empty_tree() {
  return *parse_oid("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}

}  // namespace sallyport::core
