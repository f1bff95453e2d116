#include "core/policy/policy.hpp"

#include "util/encoding.hpp"
#include "util/json_write.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

namespace sallyport::core {

std::string to_string(const SourcePosition& position) {
  return position.line == 0 ? position.source
                            : fmt::format("{}:{}", position.source, position.line);
}

std::string item_sha256(const Item& item) {
  std::string questions;
  for (const Question& question : item.questions) {
    questions += fmt::format(R"({}{{"ask":{},"id":{},"min_words":{}}})",
                             questions.empty() ? "" : ",", util::json_string(question.ask),
                             util::json_string(question.id), question.min_words);
  }
  const std::string canonical =
      fmt::format(R"({{"level":{},"questions":[{}],"text":{},"title":{}}})",
                  util::json_string(to_string(item.level)), questions, util::json_string(item.text),
                  util::json_string(item.title));
  return util::to_hex(util::sha256(canonical));
}

}  // namespace sallyport::core
