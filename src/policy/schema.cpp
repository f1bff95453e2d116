#include "policy/schema.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace sallyport::policy {
namespace {

constexpr std::int64_t k_many = std::numeric_limits<std::int64_t>::max();

constexpr std::string_view k_kinds =
    "author-id|author-email|author-name|committer-email|committer-name|co-author|trailer|body-line|"
    "subject|branch|env|process|file|note";

constexpr std::string_view k_modes = "block|warn|off";

constexpr std::array k_schema{
    Key{"schema", Type::integer, "", 1, 1},
    Key{"repo_id", Type::text},
    Key{"extends", Type::text},
    Key{"target", Type::ref},
    Key{"refs", Type::ref_globs},
    Key{"deny_rewind", Type::boolean},
    Key{"deny_delete", Type::boolean},

    Key{"detect", Type::table},
    Key{"detect.min_strength", Type::choice, "decisive|strong|weak"},
    Key{"detect.undeclared", Type::choice, "human|ai"},
    Key{"detect.stamp", Type::boolean},
    Key{"detect.disable", Type::names},
    Key{"detect.rule", Type::tables},
    Key{"detect.rule[].id", Type::text},
    Key{"detect.rule[].tool", Type::text},
    Key{"detect.rule[].kind", Type::choice, k_kinds},
    Key{"detect.rule[].key", Type::text},
    Key{"detect.rule[].match", Type::text},
    Key{"detect.rule[].content", Type::text},
    Key{"detect.rule[].strength", Type::choice, "decisive|strong|weak"},
    Key{"detect.rule[].source", Type::text},
    Key{"detect.rule[].opt_out", Type::text},
    Key{"detect.rule[].enabled", Type::boolean},

    Key{"exclude", Type::table},
    Key{"exclude.paths", Type::globs},
    Key{"exclude.lock_files", Type::boolean},

    Key{"rule", Type::tables},
    Key{"rule[].name", Type::text},
    Key{"rule[].require", Type::names},
    Key{"rule[].ask", Type::boolean},
    Key{"rule[].enabled", Type::boolean},
    Key{"rule[].when", Type::table},
    Key{"rule[].when.ai_lines", Type::condition},
    Key{"rule[].when.undeclared_lines", Type::condition},
    Key{"rule[].when.unreviewed_lines", Type::condition},
    Key{"rule[].when.ai_files", Type::condition},
    Key{"rule[].when.ai_share", Type::condition},
    Key{"rule[].when.lines", Type::condition},
    Key{"rule[].when.deleted_lines", Type::condition},
    Key{"rule[].when.files", Type::condition},
    Key{"rule[].when.commits", Type::condition},
    Key{"rule[].when.opaque_files", Type::condition},
    Key{"rule[].when.opaque_bytes", Type::condition},
    Key{"rule[].when.excluded_lines", Type::condition},
    Key{"rule[].when.excluded_files", Type::condition},
    Key{"rule[].when.recent_ai_lines", Type::condition},
    Key{"rule[].when.paths", Type::globs},
    Key{"rule[].when.not_paths", Type::globs},
    Key{"rule[].when.tools", Type::names},
    Key{"rule[].when.targets", Type::ref_globs},

    Key{"item", Type::table},
    Key{"item.*", Type::table},
    Key{"item.*.title", Type::text},
    Key{"item.*.level", Type::choice, "analyze|evaluate|create"},
    Key{"item.*.text", Type::text},
    Key{"item.*.approvers", Type::names},
    Key{"item.*.count", Type::integer, "", 1, 100},
    Key{"item.*.independent", Type::boolean},
    Key{"item.*.override", Type::names},
    Key{"item.*.signature", Type::choice, "none|required"},
    Key{"item.*.assurance", Type::choice, "forge|key|touch|verified"},
    Key{"item.*.survives", Type::choice, "exact|same-delta|replay"},
    Key{"item.*.expires_days", Type::integer, "", 0, 36500},
    Key{"item.*.max_generations", Type::integer, "", 1, 100},
    Key{"item.*.paths", Type::globs},
    Key{"item.*.question", Type::tables},
    Key{"item.*.question[].id", Type::text},
    Key{"item.*.question[].ask", Type::text},
    Key{"item.*.question[].min_words", Type::integer, "", 1, 1000},
    Key{"item.*.question[].enabled", Type::boolean},

    Key{"group", Type::table},
    Key{"group.*", Type::table},
    Key{"group.*.members", Type::names},

    Key{"principal", Type::table},
    Key{"principal.*", Type::table},
    Key{"principal.*.kind", Type::choice, "human|service|importer"},
    Key{"principal.*.emails", Type::names},
    Key{"principal.*.forge", Type::names},

    Key{"gate", Type::table},
    Key{"gate.pre-commit", Type::table},
    Key{"gate.pre-commit.mode", Type::choice, k_modes},
    Key{"gate.pre-push", Type::table},
    Key{"gate.pre-push.mode", Type::choice, k_modes},
    Key{"gate.ci", Type::table},
    Key{"gate.ci.mode", Type::choice, k_modes},
    Key{"gate.pre-receive", Type::table},
    Key{"gate.pre-receive.mode", Type::choice, k_modes},

    Key{"signoffs", Type::table},
    Key{"signoffs.accept_targets", Type::refs},
    Key{"signoffs.declare_max", Type::integer, "", 0, k_many},

    Key{"waive", Type::table},
    Key{"waive.approvers", Type::names},
    Key{"waive.count", Type::integer, "", 1, 100},
    Key{"waive.max_hours", Type::integer, "", 1, 8760},

    Key{"trust", Type::table},
    Key{"trust.paths", Type::globs},

    Key{"window", Type::table},
    Key{"window.commits", Type::integer, "", 1, 100000},

    Key{"store", Type::table},
    Key{"store.branch", Type::branch},
    Key{"store.keep_subjects", Type::boolean},
};

/// The last name of `path` when the rest is `parent`; empty otherwise.
std::string_view name_below(std::string_view path, std::string_view parent) {
  if (!parent.empty()) {
    if (!path.starts_with(parent) || path.substr(parent.size(), 1) != ".") {
      return {};
    }
    path.remove_prefix(parent.size() + 1);
  }
  return path.find('.') == std::string_view::npos ? path : std::string_view{};
}

}  // namespace

Schema policy_schema() {
  return k_schema;
}

const Key* find_key(Schema schema, std::string_view parent, std::string_view name) {
  const Key* any_name = nullptr;
  for (const Key& key : schema) {
    const std::string_view last = name_below(key.path, parent);
    if (last == "*") {
      any_name = &key;
    } else if (!last.empty() && last == name) {
      return &key;
    }
  }
  return any_name;
}

std::vector<std::string> names_in(Schema schema, std::string_view parent) {
  std::vector<std::string> names;
  for (const Key& key : schema) {
    const std::string_view last = name_below(key.path, parent);
    if (!last.empty() && last != "*") {
      names.emplace_back(last);
    }
  }
  return names;
}

std::string inner_path(const Key& key) {
  return std::string(key.path) + (key.type == Type::tables ? "[]" : "");
}

}  // namespace sallyport::policy
