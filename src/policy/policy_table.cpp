#include "policy/condition.hpp"
#include "policy/rows.hpp"
#include "policy/shape.hpp"
#include "policy/stages.hpp"

#include <fmt/format.h>

namespace sallyport::policy {
namespace {

using core::DetectRule;
using core::Item;
using core::Policy;
using core::Principal;
using core::Question;
using core::Rule;
using core::WaivePolicy;
using core::When;

constexpr auto k_strengths =
    k_choice<core::Strength::decisive, core::Strength::strong, core::Strength::weak>;
constexpr auto k_assurances = k_choice<core::Assurance::forge, core::Assurance::key,
                                       core::Assurance::touch, core::Assurance::verified>;
constexpr auto k_rungs = k_choice<core::Rung::exact, core::Rung::same_delta, core::Rung::replay>;
constexpr auto k_signatures = util::names("none", "required");

Record open_detect_rule(const Record& policy, std::string_view name, const Value& table) {
  const Record record = open<&Policy::detect_rules>(policy, name, table);
  const std::string id = string_at(table, "id");
  std::get<DetectRule*>(record)->tool = id.substr(0, id.find('/'));
  return record;
}

/// `<tool>/<slug>`, both shaped like an id.
bool is_detect_id(std::string_view id) {
  const std::size_t slash = id.find('/');
  return slash != std::string_view::npos && is_id(id.substr(0, slash)) &&
         is_id(id.substr(slash + 1));
}

void check_detect_rule(const Value& rule, std::string_view entry, Findings& findings) {
  const Value* id = find_string(rule, "id");
  if (id != nullptr && !is_detect_id(id->string)) {
    findings.error(
        id->position,
        fmt::format("{} is no id of the form '<tool>/<slug>' (lower-case letters, digits and '-')",
                    in_quotes(id->string)));
  }
  const auto kind = util::enum_of<core::EvidenceKind>(string_at(rule, "kind"));
  const bool needs_key = kind == core::EvidenceKind::trailer || kind == core::EvidenceKind::env;
  if (needs_key && find(rule, "key") == nullptr) {
    findings.error(rule.position, fmt::format("{} has no 'key'", entry));
  }
  const Value* content = find(rule, "content");
  if (content != nullptr && kind != core::EvidenceKind::file) {
    findings.error(content->key_position,
                   fmt::format("{} has a 'content', which only rules of kind 'file' take", entry));
  }
  const Value* match = find_string(rule, "match");
  if (kind == core::EvidenceKind::author_id && match != nullptr &&
      match->string.find_first_not_of("0123456789") != std::string::npos) {
    findings.error(match->position,
                   fmt::format("'match' of {} must be a decimal account number", entry));
  }
}

constexpr std::array k_detect_rule_keys{
    key<&DetectRule::id>("id", "`\"<tool>/<slug>\"`").or_else(k_required),
    key<&DetectRule::tool>("tool", "the tool's id in reports and in `when.tools`")
        .or_else("the part of `id` before `/`"),
    key<&DetectRule::kind>("kind", "what it looks at").or_else(k_required),
    key<&DetectRule::key>("key",
                          "the trailer's or the variable's name; required for `trailer` and "
                          "`env`"),
    key<&DetectRule::match>("match",
                            "a regular expression (RE2); for `author-id` the account's "
                            "number, for `file` it sees the path")
        .or_else(k_required),
    key<&DetectRule::content>("content",
                              "for `file` only: a second expression, which must be "
                              "found in the first 64 KiB of the file"),
    key<&DetectRule::strength>("strength", "how much what it finds is worth").one_of(k_strengths),
    key<&DetectRule::source>("source", "a note for readers: where the marker was seen"),
    key<&DetectRule::opt_out>("opt_out", "a note for readers: how a user avoids the marker"),
    k_enabled,
};
constexpr Table k_detect_rule{k_detect_rule_keys, "detect rule", "id", check_detect_rule};

constexpr std::array k_detect_keys{
    key<&Policy::min_strength>("min_strength", "the weakest evidence that counts a line as AI")
        .one_of(k_strengths),
    key<&Policy::undeclared>("undeclared",
                             "`\"ai\"`: lines that nobody declared count in `ai_lines` too"),
    key<&Policy::stamp>("stamp", "the hook adds `Assisted-by` when it sees an agent committing"),
    key<&Policy::disabled_detect_rules>("disable",
                                        "rules of the catalogue that are off, by id or glob"),
    tables("rule", "rules of your own", k_detect_rule).opened_by(open_detect_rule),
};
constexpr Table k_detect{k_detect_keys};

constexpr std::array k_exclude_keys{
    key<&Policy::exclude_paths>("paths", "what is not counted").as(Type::globs),
    key<&Policy::exclude_lock_files>(
        "lock_files",
        "nor are known lock files, by exact name and by the grammar of "
        "their content"),
};
constexpr Table k_exclude{k_exclude_keys};

void add_condition(const Record& when, std::string_view name, const Value& value) {
  const auto parsed = parse_condition(util::enum_of<core::Metric>(name).value(), value.string);
  std::get<When*>(when)->conditions.push_back(parsed.condition.value());
}

constexpr std::array k_when_keys{
    Key{.name = "*", .type = Type::condition}
        .named(util::k_enum_names<core::Metric>)
        .kept_by(add_condition),
    key<&When::paths>("paths", "all numbers of the rule then count matching files only")
        .as(Type::globs)
        .or_else("every path"),
    key<&When::not_paths>("not_paths", "and no file that matches one of these").as(Type::globs),
    key<&When::tools>("tools", "ids of tools: one of them took part").or_else("any"),
    key<&When::targets>("targets", "where the change lands").as(Type::ref_globs).or_else("any"),
};
constexpr Table k_when{k_when_keys};

/// Whether an array has elements, or a flag is on; what is faulty was reported already.
bool has_effect(const Value* value) {
  return value != nullptr &&
         (value->kind == Kind::faulty || value->boolean || !value->array.empty());
}

void check_rule(const Value& rule, std::string_view entry, Findings& findings) {
  if (find(rule, "when") == nullptr) {
    findings.error(
        rule.position,
        fmt::format("{} has no 'when'; a rule for every change says when = {{}}", entry));
  }
  if (!has_effect(find(rule, "ask")) && !has_effect(find(rule, "require"))) {
    findings.error(rule.position,
                   fmt::format("{} has no effect: it needs 'require' or ask = true", entry));
  }
}

constexpr std::array k_rule_keys{
    key<&Rule::name>("name", "shown in every report").or_else(k_required),
    key<&Rule::require>("require", "ids of items; `policy-change` is built in"),
    key<&Rule::ask>("ask", "asks who wrote it: answered by `sallyport declare`"),
    k_enabled,
    table("when", "conditions, below; `{}` holds for every change", k_when)
        .opened_by(open<&Rule::when>)
        .or_else(k_required),
};
constexpr Table k_rule{k_rule_keys, "rule", "name", check_rule};

void check_question(const Value& question, std::string_view /*entry*/, Findings& findings) {
  const Value* id = find_string(question, "id");
  if (id != nullptr && !is_id(id->string)) {
    findings.error(id->position, fmt::format("{} is no id: use lower-case letters, digits and '-'",
                                             in_quotes(id->string)));
  }
}

constexpr std::array k_question_keys{
    key<&Question::id>("id", "names the answer in records").or_else(k_required),
    key<&Question::ask>("ask", "what is to be answered").or_else(k_required),
    key<&Question::min_words>("min_words", "the fewest words of an answer").within(1, 1000),
    k_enabled,
};
constexpr Table k_question{k_question_keys, "question", "id", check_question};

void set_signature(const Record& item, std::string_view, const Value& value) {
  std::get<Item*>(item)->signature_required = value.string == "required";
}

/// An item starts from what is built in, if it is, and asks no questions but those of the file.
Record open_item(const Record& policy, std::string_view id, const Value& table) {
  Item& item = std::get<Policy*>(policy)->items[std::string(id)];
  item = new_item(id);
  if (!table.table.empty() || id != core::k_policy_change) {
    item.position = table.key_position;
  }
  if (find(table, "question") != nullptr) {
    item.questions.clear();
  }
  return &item;
}

constexpr std::array k_item_keys{
    key<&Item::title>("title", "its name in reports").or_else("the id"),
    key<&Item::level>("level", "what the person does here that the AI is not trusted with"),
    key<&Item::text>("text", "the question behind the questions"),
    key<&Item::approvers>("approvers", "principals or `\"@group\"`").or_else("any human principal"),
    key<&Item::count>("count", "how many different people").within(1, 100),
    key<&Item::independent>("independent", "nobody who contributed to the change"),
    key<&Item::override_by>("override",
                            "who may lift a rejection, or take back an approval or a "
                            "waiver, of somebody else")
        .or_else("two of the approvers"),
    Key{.name = "signature",
        .help = "`\"none\"` allows unsigned records, which excludes `approvers`, `count` above 1, "
                "`independent`, `assurance` and `attested`",
        .type = Type::choice}
        .one_of(k_signatures)
        .kept_by(set_signature)
        .or_else("`\"required\"`"),
    key<&Item::assurance>("assurance",
                          "the least that counts; `\"touch\"`: a hardware key, "
                          "touched, `\"verified\"`: with PIN")
        .one_of(k_assurances),
    key<&Item::attested>("attested",
                         "only keys that were enrolled with a hardware "
                         "[attestation](#attested-keys), and touched"),
    key<&Item::survives>("survives",
                         "how far the change may move under the approval "
                         "([records](records.md#4-when-a-record-counts-the-ladder))")
        .one_of(k_rungs),
    key<&Item::expires_days>("expires_days", "`0`: never").within(0, 36500),
    key<&Item::max_generations>("max_generations",
                                "how often an approval may be extended to a "
                                "grown change (`signoff --delta`)")
        .within(1, 100),
    key<&Item::paths>("paths", "the item is about these files only").as(Type::globs),
    tables("question", "what is to be answered, below", k_question)
        .opened_by(open<&Item::questions>),
};
constexpr Table k_item{k_item_keys};
void check_item_names(const Value& items, std::string_view /*entry*/, Findings& findings) {
  for (const auto& [id, item] : items.table) {
    if (!is_id(id)) {
      findings.error(item.key_position,
                     fmt::format("{} is no id for an item: use lower-case letters, digits and '-'",
                                 in_quotes(id)));
    } else if (id == core::k_provenance) {
      findings.error(item.key_position,
                     "item 'provenance' is reserved for declarations and cannot be defined");
    }
  }
}

constexpr std::array k_items_keys{table("*", "", k_item).opened_by(open_item)};
constexpr Table k_items{.keys = k_items_keys, .check = check_item_names};

void check_names(const Value& parent, std::string_view what, Findings& findings) {
  for (const auto& [name, table] : parent.table) {
    if (!is_principal_name(name)) {
      findings.error(table.key_position,
                     fmt::format("{} is no name for {}", in_quotes(name), what));
    }
  }
}

void check_group_names(const Value& groups, std::string_view /*entry*/, Findings& findings) {
  check_names(groups, "a group", findings);
}

constexpr std::array k_group_keys{
    Key{.name = "members",
        .help = "principals, no groups; used as `\"@NAME\"`",
        .type = Type::names}
        .kept_by(set_whole<std::vector<std::string>>)
        .or_else("`[]`"),
};
constexpr Table k_group{k_group_keys};
constexpr std::array k_groups_keys{table("*", "", k_group).opened_by(open<&Policy::groups>)};
constexpr Table k_groups{.keys = k_groups_keys, .check = check_group_names};

void check_principal_names(const Value& principals, std::string_view /*entry*/,
                           Findings& findings) {
  check_names(principals, "a principal", findings);
}

constexpr std::array k_principal_keys{
    key<&Principal::kind>("kind",
                          "a `\"service\"` never approves for humans; an `\"importer\"` "
                          "imports reviews from a forge"),
    key<&Principal::emails>("emails",
                            "more addresses of that person; they only ever exclude her "
                            "as reviewer of her own change"),
    key<&Principal::forge>(
        "forge",
        "account numbers, `\"github:583231\"`, or the name on a server of your own, "
        "`\"server:alice\"`; each belongs to one principal"),
};
constexpr Table k_principal{k_principal_keys};
constexpr std::array k_principals_keys{
    table("*", "", k_principal).opened_by(open<&Policy::principals>)};
constexpr Table k_principals{.keys = k_principals_keys, .check = check_principal_names};

constexpr std::array k_gate_keys{
    Key{.name = "mode", .help = "what an open item does there", .type = Type::choice}
        .one_of(util::k_enum_names<core::Mode>)
        .kept_by(set_whole<core::Mode>)
        .or_else("`\"block\"`"),
};
constexpr Table k_gate{k_gate_keys};
constexpr std::array k_gates_keys{
    table("*", "", k_gate).named(core::k_gates).opened_by(open<&Policy::gates>)};
constexpr Table k_gates{k_gates_keys};

constexpr std::array k_signoffs_keys{
    key<&Policy::accept_targets>("accept_targets",
                                 "full names of targets whose approvals count here too, such as "
                                 "the name of this one before it was renamed")
        .as(Type::refs)
        .or_else("`[target]`"),
    key<&Policy::declare_max>(
        "declare_max",
        "where more lines than that are declared human and the change lands, only what two people "
        "declared counts, one of them no author of the change; `0`: no limit "
        "([records](records.md#6-declarations))"),
};
constexpr Table k_signoffs{k_signoffs_keys};

constexpr std::array k_waive_keys{
    key<&WaivePolicy::approvers>("approvers",
                                 "who may let a change through in an emergency. "
                                 "Without the table nobody can")
        .or_else(k_required),
    key<&WaivePolicy::count>("count", "how many of them").within(1, 100),
    key<&WaivePolicy::max_hours>("max_hours", "for how long").within(1, 8760),
};
constexpr Table k_waive{k_waive_keys, "[waive]"};

constexpr std::array k_trust_keys{
    key<&Policy::trust_paths>("paths", "more files that `policy-change` guards").as(Type::globs)};
constexpr Table k_trust{k_trust_keys};

constexpr std::array k_server_keys{key<&Policy::pusher_variable>(
    "pusher_env",
    "the environment variable in which a server of your own tells its pre-receive hook who pushes, "
    "such as `\"GL_USER\"` (gitolite) or `\"REMOTE_USER\"` (HTTP): `alice` there is the principal "
    "with `forge = [\"server:alice\"]`. Only one that no pusher can set")};
constexpr Table k_server{k_server_keys};

constexpr std::array k_window_keys{
    key<&Policy::window_commits>(
        "commits", "how far back `recent_ai_lines` and `recent_undeclared_lines` look")
        .within(1, 100000)};
constexpr Table k_window{k_window_keys};

constexpr std::array k_store_keys{
    key<&Policy::store_branch>("branch",
                               "the branch that keeps the records; not the target, not in `refs`")
        .as(Type::branch),
    key<&Policy::keep_subjects>(
        "keep_subjects",
        "keep the reviewed files beside the records, so that a sign-off survives the branch it was "
        "given on. They are published with that branch, and outlive it ([records](records.md))"),
};
constexpr Table k_store{k_store_keys};

constexpr std::array k_policy_keys{
    Key{.name = "schema", .help = "the version of this form", .type = Type::integer}
        .within(1, 1)
        .or_else(k_required),
    key<&Policy::repo_id>("repo_id",
                          "the repository's name in every record, so that no record "
                          "counts elsewhere. Without it nobody can sign"),
    Key{.name = "extends",
        .help = "`\"sallyport:NAME@N\"`, a bundled policy of that version, or `\"./FILE.toml\"`, a "
                "file in `.sallyport/`. At most 5 in a row"}
        .or_else("none"),
    key<&Policy::target>("target", "where changes land, such as `\"refs/heads/main\"`")
        .as(Type::ref),
    key<&Policy::refs>("refs", "all refs where changes land")
        .as(Type::ref_globs)
        .or_else("`[target]`"),
    key<&Policy::deny_rewind>("deny_rewind", "a server refuses to rewind them"),
    key<&Policy::deny_delete>("deny_delete", "a server refuses to delete them"),
    table("detect", "what counts as AI", k_detect),
    table("exclude", "what is not counted", k_exclude),
    tables("rule", "when people are needed", k_rule).opened_by(open<&Policy::rules>),
    table("item", "what people answer", k_items),
    table("group", "several people under one name", k_groups),
    table("principal", "what is known about people", k_principals),
    table("gate", "what each gate does", k_gates),
    table("signoffs", "which records count", k_signoffs),
    table("waive", "who lets a change through in an emergency", k_waive)
        .opened_by(open<&Policy::waive>),
    table("trust", "what else guards the gate", k_trust),
    table("server", "what a server of your own knows", k_server),
    table("window", "what landed lately", k_window),
    table("store", "where records are kept", k_store),
};
constexpr Table k_policy{k_policy_keys};

}  // namespace

const Table& policy_table() {
  return k_policy;
}

}  // namespace sallyport::policy
