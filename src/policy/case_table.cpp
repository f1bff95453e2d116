#include "policy/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::policy {
namespace {

using core::CaseFile;
using core::PolicyCase;
using core::RecordVerdict;

/// So that sums over a whole file of cases stay far from what an integer can hold.
constexpr std::int64_t k_most_lines = 10'000'000;
constexpr std::int64_t k_most_bytes = 1'000'000'000'000;
constexpr std::int64_t k_most_commits = 1000;

constexpr auto k_origins =
    k_choice<core::Origin::ai, core::Origin::undeclared, core::Origin::human>;

void set_opaque_bytes(const Record& file, std::string_view, const Value& value) {
  std::get<CaseFile*>(file)->opaque_bytes = value.integer;
}

void set_touched_by(const Record& file, std::string_view, const Value& value) {
  std::get<CaseFile*>(file)->touched_by = util::enum_of<core::Origin>(value.string);
}

void check_case_file(const Value& file, std::string_view entry, Findings& findings) {
  const auto counts = {"ai", "undeclared", "human", "deleted"};
  const bool has_lines = std::ranges::any_of(
      counts, [&](std::string_view key) { return integer_at(file, key, 0) > 0; });
  for (const std::string_view key : {"opaque_bytes", "packed"}) {
    if (const Value* opaque = find(file, key); has_lines && opaque != nullptr) {
      findings.error(opaque->key_position,
                     fmt::format("{} has lines, so it cannot be opaque", entry));
    }
  }
}

constexpr std::array k_file_keys{
    key<&CaseFile::path>("path", "from the root, without a `/` before it").or_else(k_required),
    key<&CaseFile::ai>("ai", "effective added lines of an AI").within(0, k_most_lines),
    key<&CaseFile::undeclared>("undeclared", "those that nobody declared").within(0, k_most_lines),
    key<&CaseFile::human>("human", "those that people are declared to have written")
        .within(0, k_most_lines),
    key<&CaseFile::deleted>("deleted", "deleted lines").within(0, k_most_lines),
    Key{.name = "opaque_bytes",
        .help = "the file has no lines to read, and that size",
        .type = Type::integer}
        .within(0, k_most_bytes)
        .kept_by(set_opaque_bytes)
        .or_else("none"),
    key<&CaseFile::packed>("packed", "it has no lines to read, and can hold code"),
    key<&CaseFile::lock_file>("lock_file", "it is a known lock file by name and content"),
    Key{.name = "touched_by",
        .help = "who touched it besides, for deletions, modes and binaries",
        .type = Type::choice}
        .one_of(k_origins)
        .kept_by(set_touched_by)
        .or_else("who adds its lines; else `\"undeclared\"`"),
};
constexpr Table k_file{k_file_keys, "file", "path", check_case_file};

void set_place(const Record& record, std::string_view, const Value& value) {
  std::get<PolicyCase*>(record)->place =
      value.boolean ? core::Place::lands : core::Place::worked_on;
}

template <RecordVerdict verdict>
void add_assumed(const Record& record, std::string_view, const Value& value) {
  for (const std::string& decision : strings_of(value)) {
    const std::string text = fmt::format("{}:{}", util::to_string(verdict), decision);
    std::get<PolicyCase*>(record)->assumed.push_back(core::parse_assumption(text).value());
  }
}

constexpr Key decisions(std::string_view name, Key::Set* add) {
  return Key{
      .name = name, .help = "`\"ITEM=PRINCIPAL\"`: who decided so, below", .type = Type::names}
      .kept_by(add)
      .or_else("`[]`");
}

void expect_status(const Record& record, std::string_view item, const Value& value) {
  store(value, std::get<PolicyCase*>(record)->items[std::string(item)]);
}

constexpr std::array k_status_keys{Key{.name = "*", .help = "its status", .type = Type::choice}
                                       .one_of(util::k_enum_names<core::Status>)
                                       .kept_by(expect_status)};
constexpr Table k_statuses{k_status_keys};

void check_case(const Value& table, std::string_view entry, Findings& findings) {
  const Value* files = find(table, "files");
  if (files == nullptr || (files->kind == Kind::array && files->array.empty())) {
    findings.error(table.position,
                   fmt::format("{} has no 'files': a change has at least one", entry));
  }
}

constexpr std::array k_case_keys{
    key<&PolicyCase::name>("name", "shown in every report").or_else(k_required),
    key<&PolicyCase::gate>("gate", "whose mode counts")
        .one_of(core::k_gates)
        .or_else(R"(`"ci"`; where it does not land `"pre-push"`)"),
    key<&PolicyCase::target>("target", "where the change goes")
        .as(Type::ref)
        .or_else("the policy's `target`"),
    Key{.name = "lands",
        .help = "whether it lands there: `approvers`, `count` and `independent` are then enforced",
        .type = Type::boolean}
        .kept_by(set_place)
        .or_else("`true`; `false` at `pre-commit`"),
    key<&PolicyCase::authors>("authors", "addresses of those who wrote all of it")
        .or_else("nobody whom the policy knows"),
    key<&PolicyCase::brought_by>(
        "brought_by",
        "the account that opened the request or pushed, `\"github:583231\"`. Of a change that "
        "nobody "
        "known brings or wrote, an independent item needs one person more, as ever")
        .or_else("the authors"),
    key<&PolicyCase::tool>("tool", "whose decisive marker the commit with the AI lines carries"),
    key<&PolicyCase::commits>("commits",
                              "at least so many: one is made for each origin that lines "
                              "have, the others are empty")
        .within(1, k_most_commits)
        .or_else("as many as needed"),
    tables("files", "what the change touches, below", k_file)
        .opened_by(open<&PolicyCase::files>)
        .or_else(k_required),
    key<&PolicyCase::declared_by>("declared_by",
                                  "principals who declared that people wrote the "
                                  "`human` lines; above `declare_max` it takes two"),
    decisions("approved", add_assumed<RecordVerdict::approve>),
    decisions("rejected", add_assumed<RecordVerdict::reject>),
    decisions("waived", add_assumed<RecordVerdict::waive>),
    key<&PolicyCase::expect>("expect",
                             "what must come of it; `\"warn\"`: it would block, and the "
                             "gate's mode does not")
        .or_else(k_required),
    table("items", "items and their status; `provenance` for a rule with `ask`", k_statuses),
    key<&PolicyCase::only>("only", "no other item may be required"),
};
constexpr Table k_case{k_case_keys, "case", "name", check_case};

/// Each case is opened by its reader, which knows the policy.
constexpr std::array k_cases_keys{
    Key{.name = "schema", .help = "the version of this form", .type = Type::integer}
        .within(1, 1)
        .or_else("`1`"),
    tables("case", "a made-up change and what must come of it", k_case),
};
constexpr Table k_cases{k_cases_keys};

}  // namespace

const Table& case_table() {
  return k_cases;
}

}  // namespace sallyport::policy
