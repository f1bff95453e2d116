#pragma once

#include "signoff/record/json.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// Reads the members of one JSON object strictly. The first fault goes to `problem`, shared by all
/// the readers of a document; after it every member reads as empty.
class Fields {
 public:
  /// `name` is for messages: `predicate.base`.
  Fields(const Json& object, std::string name, std::string& problem);

  [[nodiscard]] bool has(const std::string& key) const;
  const Json& member(const std::string& key, Json::value_t type);
  std::string text(const std::string& key);
  std::string digest(const std::string& key);  ///< 64 lower-case hexadecimal digits
  bool flag(const std::string& key);
  /// An integer from 0 to `limit`.
  std::int64_t integer(const std::string& key, std::int64_t limit);
  std::vector<std::string> texts(const std::string& key);
  std::vector<std::string> digests(const std::string& key);
  /// A member that must be the text `expected`.
  void constant(const std::string& key, std::string_view expected);
  /// Notes a member that nothing has read.
  void no_others();
  void fail(std::string_view what);
  /// The full name of a member, for messages.
  [[nodiscard]] std::string path(std::string_view key) const;

 private:
  const Json* object_;
  std::string name_;
  std::string* problem_;
  std::set<std::string> seen_;
};

/// Whether `text` is 64 lower-case hexadecimal digits.
bool is_digest(std::string_view text);

}  // namespace sallyport::signoff
