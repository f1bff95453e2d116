#include "signoff/record/envelope.hpp"
#include "signoff/record/fields.hpp"
#include "signoff/record/statement.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace sallyport::signoff {
namespace {

constexpr std::int64_t k_end_of_time = 253402300799;  // 9999-12-31, the last date a folder can name
constexpr std::int64_t k_covers_limit = 10'000'000;

std::uint32_t read_mode(Fields& fields, const std::string& key) {
  const std::string text = fields.text(key);
  std::uint32_t mode = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, mode, 8);
  if (text.size() != 6 || error != std::errc{} || stop != end) {
    fields.fail(fmt::format("{} is not six octal digits", fields.path(key)));
  }
  return mode;
}

util::Sha256 read_sha256(Fields& fields, const std::string& key) {
  util::Sha256 digest{};
  if (!util::parse_hex(fields.digest(key), digest)) {
    return {};
  }
  return digest;
}

std::string read_path(Fields& fields) {
  std::string path = fields.text("path");
  if (fields.has("path_encoding")) {
    fields.constant("path_encoding", "percent");
    path = util::percent_decode(path).value_or("");
  }
  // A NUL would let two different lists of entries have one digest.
  if (path.empty() || path.find('\0') != std::string::npos) {
    fields.fail("a cover has no valid path");
  }
  return path;
}

core::Entry read_cover(const Json& cover, std::string& problem) {
  Fields fields(cover, "covers", problem);
  core::Entry entry;
  entry.path = read_path(fields);
  entry.old_mode = read_mode(fields, "old_mode");
  entry.new_mode = read_mode(fields, "new_mode");
  entry.old_sha256 = read_sha256(fields, "old");
  entry.new_sha256 = read_sha256(fields, "new");
  fields.no_others();
  return entry;
}

std::vector<core::Entry> read_covers(const Json& list, std::string& problem) {
  std::vector<core::Entry> covers;
  covers.reserve(list.size());
  for (const Json& cover : list) {
    covers.push_back(read_cover(cover, problem));
  }
  const auto not_before = [](const core::Entry& a, const core::Entry& b) {
    return a.path >= b.path;
  };
  if (problem.empty() &&
      std::adjacent_find(covers.begin(), covers.end(), not_before) != covers.end()) {
    problem = "the covers are not in order of their paths, or one is there twice";
  }
  return covers;
}

/// The covers that the predicate keeps in a file beside the record.
std::vector<core::Entry> read_covers_file(const Json& reference, std::string_view file,
                                          std::string& problem) {
  Fields fields(reference, "predicate.covers", problem);
  const std::string digest = fields.digest("sha256");
  fields.integer("count", k_covers_limit);
  fields.no_others();
  if (problem.empty() && file.empty()) {
    problem = "its covers file is missing";
  }
  if (problem.empty() && digest != util::to_hex(util::sha256(file))) {
    problem = "its covers file is not the one that was signed";
  }
  const auto list = parse_json(problem.empty() ? file : "[]");
  if (!list || !list->is_array()) {
    problem = "its covers file is not a JSON list";
    return {};
  }
  return read_covers(*list, problem);
}

core::ReviewedSide read_side(const Json& side, const std::string& name, std::string& problem) {
  Fields fields(side, name, problem);
  core::ReviewedSide result;
  const auto tree = core::parse_oid(fields.text("tree"));
  const bool has_commit = side.is_object() && side.contains("commit") && !side["commit"].is_null();
  if (has_commit) {
    result.commit = core::parse_oid(fields.text("commit"));
  } else {
    fields.member("commit", Json::value_t::null);
  }
  if (!tree || (has_commit && !result.commit)) {
    fields.fail(fmt::format("{} names no git object", name));
  }
  fields.no_others();
  result.tree = tree.value_or(core::Oid{});
  return result;
}

core::Attended read_attended(const Json& attended, std::string& problem) {
  Fields fields(attended, "predicate.attended", problem);
  core::Attended result{fields.flag("tty"), fields.texts("agents"),
                        fields.integer("seconds", k_end_of_time)};
  fields.no_others();
  return result;
}

core::RecordVerdict read_verdict(Fields& fields) {
  const auto verdict = util::enum_of<core::RecordVerdict>(fields.text("verdict"));
  if (!verdict) {
    fields.fail("unknown predicate.verdict");
  }
  return verdict.value_or(core::RecordVerdict::reject);
}

std::map<std::string, std::string> read_answers(Fields& fields) {
  std::map<std::string, std::string> answers;
  for (const auto& [question, answer] : fields.member("answers", Json::value_t::object).items()) {
    if (!answer.is_string()) {
      fields.fail("predicate.answers holds something that is not a text");
      return {};
    }
    answers.emplace(question, answer.get<std::string>());
  }
  return answers;
}

void read_what_was_reviewed(Fields& fields, core::SignoffRecord& record, std::string& problem) {
  using Type = Json::value_t;
  record.repo = fields.text("repo");
  record.target = fields.text("target");
  record.item = fields.text("item");
  record.item_sha256 = fields.digest("item_sha256");
  record.base = read_side(fields.member("base", Type::object), "predicate.base", problem);
  record.head = read_side(fields.member("head", Type::object), "predicate.head", problem);
  record.change = fields.digest("change");
  record.extends = fields.digests("extends");
  if (record.item == core::k_provenance) {
    record.steps = fields.digests("steps");
  }
}

void read_decision(Fields& fields, core::SignoffRecord& record, std::string& problem) {
  record.verdict = read_verdict(fields);
  if (record.verdict == core::RecordVerdict::waive) {
    record.reason = fields.text("reason");
    record.ticket = fields.text("ticket");
    record.until = util::Time{std::chrono::seconds{fields.integer("until", k_end_of_time)}};
  }
  record.answers = read_answers(fields);
  record.notes = fields.text("notes");
  record.signer = fields.text("signer");
  if (fields.has("on_behalf_of")) {
    record.on_behalf_of = fields.text("on_behalf_of");
  }
  record.attended = read_attended(fields.member("attended", Json::value_t::object), problem);
  record.time = util::Time{std::chrono::seconds{fields.integer("time", k_end_of_time)}};
  record.tool = fields.text("tool");
}

core::SignoffRecord read_predicate(const Json& predicate, std::string_view covers_file,
                                   std::string& problem) {
  Fields fields(predicate, "predicate", problem);
  core::SignoffRecord record;
  read_what_was_reviewed(fields, record, problem);
  read_decision(fields, record, problem);
  const bool inline_covers = fields.has("covers") && predicate["covers"].is_array();
  record.covers =
      inline_covers
          ? read_covers(fields.member("covers", Json::value_t::array), problem)
          : read_covers_file(fields.member("covers", Json::value_t::object), covers_file, problem);
  record.covers_beside = !inline_covers;
  fields.no_others();
  return record;
}

std::string read_subject(const Json& subjects, std::string& problem) {
  if (subjects.size() != 1) {
    problem = problem.empty() ? "not exactly one subject" : problem;
    return {};
  }
  Fields fields(subjects[0], "subject", problem);
  fields.constant("name", "change");
  Fields digest(fields.member("digest", Json::value_t::object), "subject.digest", problem);
  fields.no_others();
  std::string sha256 = digest.digest("sha256");
  digest.no_others();
  return sha256;
}

core::SignoffRecord read_statement(const Json& statement, std::string_view covers_file,
                                   std::string& problem) {
  Fields fields(statement, "", problem);
  fields.constant("_type", k_statement_type);
  fields.constant("predicateType", k_predicate_type);
  if (!problem.empty()) {
    return {};
  }
  const std::string subject = read_subject(fields.member("subject", Json::value_t::array), problem);
  core::SignoffRecord record =
      read_predicate(fields.member("predicate", Json::value_t::object), covers_file, problem);
  record.subject = subject;
  fields.no_others();
  return record;
}

/// The predicate of a payload, not yet checked; nothing where it has none.
std::optional<Json> predicate_of(std::string_view payload) {
  const auto statement = parse_json(payload);
  const Json::json_pointer at("/predicate");
  const bool is_there = statement && statement->contains(at) && statement->at(at).is_object();
  return is_there ? std::optional(statement->at(at)) : std::nullopt;
}

}  // namespace

std::string date_of(const core::SignoffRecord& record) {
  const bool is_dated =
      record.item != core::k_provenance && record.verdict == core::RecordVerdict::approve;
  return is_dated ? util::date_folder(record.time) : "";
}

std::string date_of(std::string_view payload) {
  const auto predicate = predicate_of(payload);
  if (!predicate) {
    return "";
  }
  std::string problem;
  Fields fields(*predicate, "predicate", problem);
  core::SignoffRecord record;
  record.item = fields.text("item");
  record.verdict = read_verdict(fields);
  record.time = util::Time{std::chrono::seconds{fields.integer("time", k_end_of_time)}};
  return problem.empty() ? date_of(record) : "";
}

tl::expected<Outline, std::string> outline_of(std::string_view payload) {
  const auto predicate = predicate_of(payload);
  if (!predicate) {
    return tl::unexpected(std::string("it is no record"));
  }
  std::string problem;
  Fields fields(*predicate, "predicate", problem);
  core::SignoffRecord record;
  read_what_was_reviewed(fields, record, problem);
  if (!problem.empty()) {
    return tl::unexpected(std::move(problem));
  }
  return Outline{record.item, record.base, record.head};
}

std::string covers_digest(std::string_view payload) {
  const auto statement = parse_json(payload);
  const Json::json_pointer at("/predicate/covers/sha256");
  const bool has_digest = statement && statement->contains(at) && statement->at(at).is_string();
  return has_digest ? statement->at(at).get<std::string>() : "";
}

tl::expected<core::SignoffRecord, std::string> decode_statement(std::string_view payload,
                                                                std::string_view covers_file) {
  const auto statement = parse_json(payload);
  if (!statement) {
    return tl::unexpected("malformed payload: " + statement.error());
  }
  std::string problem;
  core::SignoffRecord record = read_statement(*statement, covers_file, problem);
  if (!problem.empty()) {
    return tl::unexpected(std::move(problem));
  }
  if (record.subject != util::to_hex(core::change_digest(record.covers))) {
    return tl::unexpected(std::string("the covers do not hash to the subject"));
  }
  const Payload canonical = encode_payload(record);
  if (canonical.json != payload || canonical.covers_file != covers_file) {
    return tl::unexpected(std::string("the payload is not in canonical form"));
  }
  record.id = util::to_hex(util::sha256(payload));
  return record;
}

}  // namespace sallyport::signoff
