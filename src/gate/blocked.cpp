#include "gate/blocked.hpp"

#include "util/encoding.hpp"
#include "util/file.hpp"
#include "util/json_write.hpp"

#include <nlohmann/json.hpp>

namespace sallyport::gate {
namespace {

using nlohmann::json;

std::filesystem::path blocked_file(const Session& session) {
  return session.repository.git_dir() / "sallyport" / "blocked";
}

json to_json(const core::Evidence& evidence) {
  return {{"rule", evidence.rule},
          {"tool", evidence.tool},
          {"kind", static_cast<int>(evidence.kind)},
          {"strength", static_cast<int>(evidence.strength)},
          {"position", static_cast<int>(evidence.position)},
          {"value", util::to_base64(evidence.value)}};
}

core::Evidence evidence_from(const json& value) {
  return {value.at("rule").get<std::string>(),
          value.at("tool").get<std::string>(),
          static_cast<core::EvidenceKind>(value.at("kind").get<int>()),
          static_cast<core::Strength>(value.at("strength").get<int>()),
          static_cast<core::Position>(value.at("position").get<int>()),
          util::parse_base64(value.at("value").get<std::string>()).value_or("")};
}

}  // namespace

void remember_blocked(const Session& session, const BlockedChange& blocked) {
  json evidence = json::array();
  for (const core::Evidence& found : blocked.evidence) {
    evidence.push_back(to_json(found));
  }
  const json value = {{"base_tree", core::to_hex(blocked.base_tree)},
                      {"head_tree", core::to_hex(blocked.head_tree)},
                      {"target", util::percent_encode(blocked.target)},
                      {"evidence", evidence}};
  util::write_file(blocked_file(session), util::json_line(value));
}

std::optional<BlockedChange> last_blocked(const Session& session) {
  const auto text = util::read_file(blocked_file(session));
  const json value = json::parse(text.value_or(""), nullptr, false);
  try {
    BlockedChange blocked;
    blocked.base_tree = core::parse_oid(value.at("base_tree").get<std::string>()).value();
    blocked.head_tree = core::parse_oid(value.at("head_tree").get<std::string>()).value();
    blocked.target = util::percent_decode(value.at("target").get<std::string>()).value();
    for (const json& found : value.at("evidence")) {
      blocked.evidence.push_back(evidence_from(found));
    }
    return blocked;
  } catch (const std::exception&) {  // a file of another version, or none: nothing is remembered
    return std::nullopt;
  }
}

void forget_blocked(const Session& session) {
  std::error_code ignored;
  std::filesystem::remove(blocked_file(session), ignored);
}

}  // namespace sallyport::gate
