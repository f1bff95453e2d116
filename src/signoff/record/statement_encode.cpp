#include "signoff/record/envelope.hpp"
#include "signoff/record/json.hpp"
#include "signoff/record/statement.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

namespace sallyport::signoff {
namespace {

Json cover_json(const core::Entry& entry) {
  Json cover{{"path", entry.path},
             {"old_mode", fmt::format("{:06o}", entry.old_mode)},
             {"new_mode", fmt::format("{:06o}", entry.new_mode)},
             {"old", util::to_hex(entry.old_sha256)},
             {"new", util::to_hex(entry.new_sha256)}};
  if (!util::is_utf8(entry.path)) {
    cover["path"] = util::percent_encode(entry.path);
    cover["path_encoding"] = "percent";
  }
  return cover;
}

Json covers_json(const std::vector<core::Entry>& covers) {
  Json list = Json::array();
  for (const core::Entry& entry : covers) {
    list.push_back(cover_json(entry));
  }
  return list;
}

Json side_json(const core::ReviewedSide& side) {
  Json commit;
  if (side.commit) {
    commit = core::to_hex(*side.commit);
  }
  return {{"commit", commit}, {"tree", core::to_hex(side.tree)}};
}

/// JSON has no other encoding; a record that cannot be read back must not be signed.
void require_utf8(std::string_view name, std::string_view value) {
  if (!util::is_utf8(value)) {
    throw util::Error(util::ErrorKind::usage,
                      fmt::format("cannot record the sign-off: {} is not UTF-8", name),
                      "type it in a UTF-8 terminal, or rename what it is taken from");
  }
}

void require_utf8(const core::SignoffRecord& record) {
  require_utf8("the repository's id", record.repo);
  require_utf8("the target", record.target);
  require_utf8("the item", record.item);
  require_utf8("the note", record.notes);
  require_utf8("the signer", record.signer);
  require_utf8("the tool", record.tool);
  require_utf8("the forge identity", record.on_behalf_of);
  require_utf8("the reason", record.reason);
  require_utf8("the ticket", record.ticket);
  for (const auto& [question, answer] : record.answers) {
    require_utf8("a question", question);
    require_utf8("an answer", answer);
  }
  for (const std::string& agent : record.attended.agents) {
    require_utf8("an agent", agent);
  }
}

Json predicate_json(const core::SignoffRecord& record) {
  Json predicate{{"repo", record.repo},
                 {"target", record.target},
                 {"item", record.item},
                 {"item_sha256", record.item_sha256},
                 {"verdict", core::to_string(record.verdict)},
                 {"answers", record.answers},
                 {"notes", record.notes},
                 {"base", side_json(record.base)},
                 {"head", side_json(record.head)},
                 {"change", record.change},
                 {"extends", record.extends},
                 {"signer", record.signer},
                 {"attended",
                  {{"tty", record.attended.tty},
                   {"agents", record.attended.agents},
                   {"seconds", record.attended.seconds}}},
                 {"time", record.time.time_since_epoch().count()},
                 {"tool", record.tool}};
  if (record.item == core::k_provenance) {
    predicate["steps"] = record.steps;
  }
  if (record.verdict == core::RecordVerdict::waive) {
    predicate["reason"] = record.reason;
    predicate["ticket"] = record.ticket;
    predicate["until"] = record.until.time_since_epoch().count();
  }
  if (!record.on_behalf_of.empty()) {
    predicate["on_behalf_of"] = record.on_behalf_of;
  }
  return predicate;
}

}  // namespace

std::string encode_covers(const std::vector<core::Entry>& covers) {
  return canonical_json(covers_json(covers));
}

Payload encode_payload(const core::SignoffRecord& record) {
  require_utf8(record);
  Payload payload;
  Json predicate = predicate_json(record);
  Json covers = covers_json(record.covers);
  if (record.covers_beside || record.covers.size() > k_inline_covers) {
    payload.covers_file = canonical_json(covers);
    covers = {{"sha256", util::to_hex(util::sha256(payload.covers_file))},
              {"count", record.covers.size()}};
  }
  predicate["covers"] = std::move(covers);
  const std::string subject = util::to_hex(core::change_digest(record.covers));
  const Json subjects = Json::array({{{"name", "change"}, {"digest", {{"sha256", subject}}}}});
  payload.json = canonical_json({{"_type", k_statement_type},
                                 {"subject", subjects},
                                 {"predicateType", k_predicate_type},
                                 {"predicate", std::move(predicate)}});
  return payload;
}

}  // namespace sallyport::signoff
