#include "gate/hooks.hpp"

#include "util/encoding.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_scissors = " ------------------------ >8 ------------------------";

std::filesystem::path skips_file(const Session& session) {
  return session.repository.git_dir() / "sallyport" / "skips";
}

std::string text_of(const nlohmann::json& value, const char* key) {
  const auto found = value.find(key);
  return found != value.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::string strip_comments(std::string_view message, char comment_character) {
  std::string kept;
  for (const std::string_view line : util::split_lines(message)) {
    const bool is_comment = !line.empty() && line.front() == comment_character;
    if (is_comment && line.substr(1) == k_scissors) {
      break;
    }
    if (!is_comment) {
      kept.append(line);
      kept += '\n';
    }
  }
  return kept;
}

bool may_stamp(const Session& session, std::string_view source, std::string_view message) {
  static constexpr std::array<std::string_view, 5> k_in_progress{
      "CHERRY_PICK_HEAD", "REVERT_HEAD", "MERGE_HEAD", "rebase-merge", "rebase-apply"};
  const bool fresh = source.empty() || source == "message" || source == "template";
  const bool reverts = message.find("\nThis reverts commit ") != std::string_view::npos;
  return fresh && !reverts &&
         std::none_of(k_in_progress.begin(), k_in_progress.end(), [&](const auto name) {
           return std::filesystem::exists(session.repository.git_dir() / name);
         });
}

void record_skip(const Session& session, const Skip& skip) {
  const nlohmann::json line = {
      {"time", skip.time}, {"hook", skip.hook}, {"reason", util::percent_encode(skip.reason)}};
  const std::string before = util::read_file(skips_file(session)).value_or("");
  util::write_file(skips_file(session), before + line.dump() + "\n");
}

std::vector<Skip> recorded_skips(const Session& session) {
  std::vector<Skip> skips;
  const std::string text = util::read_file(skips_file(session)).value_or("");
  for (const std::string_view line : util::split_lines(text)) {
    const auto value = nlohmann::json::parse(line, nullptr, false);
    if (value.is_object()) {
      skips.push_back({text_of(value, "time"), text_of(value, "hook"),
                       util::percent_decode(text_of(value, "reason")).value_or("")});
    }
  }
  return skips;
}

}  // namespace sallyport::gate
