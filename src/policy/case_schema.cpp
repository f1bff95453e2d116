#include "policy/schema.hpp"

#include <array>

namespace sallyport::policy {
namespace {

/// So that sums over a whole file of cases stay far from what an integer can hold.
constexpr std::int64_t k_most_lines = 10'000'000;
constexpr std::int64_t k_most_bytes = 1'000'000'000'000;
constexpr std::int64_t k_most_commits = 1000;

constexpr std::array k_schema{
    Key{"schema", Type::integer, "", 1, 1},
    Key{"case", Type::tables},
    Key{"case[].name", Type::text},
    Key{"case[].gate", Type::choice, "pre-commit|pre-push|ci|pre-receive"},
    Key{"case[].target", Type::ref},
    Key{"case[].lands", Type::boolean},
    Key{"case[].authors", Type::names},
    Key{"case[].brought_by", Type::text},
    Key{"case[].tool", Type::text},
    Key{"case[].commits", Type::integer, "", 1, k_most_commits},
    Key{"case[].files", Type::tables},
    Key{"case[].files[].path", Type::text},
    Key{"case[].files[].ai", Type::integer, "", 0, k_most_lines},
    Key{"case[].files[].undeclared", Type::integer, "", 0, k_most_lines},
    Key{"case[].files[].human", Type::integer, "", 0, k_most_lines},
    Key{"case[].files[].deleted", Type::integer, "", 0, k_most_lines},
    Key{"case[].files[].opaque_bytes", Type::integer, "", 0, k_most_bytes},
    Key{"case[].files[].lock_file", Type::boolean},
    Key{"case[].files[].touched_by", Type::choice, "ai|undeclared|human"},
    Key{"case[].declared_by", Type::names},
    Key{"case[].approved", Type::names},
    Key{"case[].rejected", Type::names},
    Key{"case[].waived", Type::names},
    Key{"case[].expect", Type::choice, "pass|warn|blocked|error"},
    Key{"case[].items", Type::table},
    Key{"case[].items.*", Type::choice,
        "not-applicable|pending|approved|stale|rejected|waived|error"},
    Key{"case[].only", Type::boolean},
};

}  // namespace

Schema case_schema() {
  return k_schema;
}

}  // namespace sallyport::policy
