#include "core/origin/recent.hpp"

#include "builders.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <vector>

namespace sallyport::core::test::recent_test {
namespace {

Commit commit_after(std::uint8_t id, const std::vector<std::uint8_t>& parents) {
  Commit commit;
  commit.id = oid(id);
  for (const std::uint8_t parent : parents) {
    commit.parents.push_back(oid(parent));
  }
  return commit;
}

const Scope k_everything = [](const Entry& /*entry*/) { return true; };

ChainStep step_of(std::vector<Entry> entries) {
  return {std::move(entries)};
}

TEST_CASE("a commit belongs to the first-parent step that first contains it") {
  // 1 is before the window; 3 and 4 came with the merge 5, and 4 also with the merge 7.
  const std::vector<Commit> commits{
      commit_after(2, {1}), commit_after(3, {1}),    commit_after(4, {3}), commit_after(5, {2, 4}),
      commit_after(6, {4}), commit_after(7, {5, 6}), commit_after(9, {1})};
  CHECK(steps_of(commits, {oid(1), oid(2), oid(5), oid(7)}) ==
        std::vector<int>{0, 1, 1, 1, 2, 2, k_outside});
}

TEST_CASE("lines are summed up by the step that brought them") {
  CHECK(lines_by_step({10, 0, 5, 7, 100}, {0, 0, 1, 1, k_outside}, 3) ==
        std::vector<std::int64_t>{10, 12, 0});
}

TEST_CASE("a run is found by its net entries and each end takes the shortest") {
  const Chain chain{step_of({entry("a", "0", "1")}), step_of({entry("b", "", "1")}),
                    step_of({entry("a", "1", "2"), entry("c", "", "1")}),
                    step_of({entry("c", "1", "")}), step_of({entry("docs", "", "1")})};
  CHECK(runs_like(chain, k_everything, {entry("a", "0", "1")}) == std::vector<StepRun>{{0, 1}});
  CHECK(runs_like(chain, k_everything, {entry("a", "0", "2"), entry("b", "", "1")}) ==
        std::vector<StepRun>{{0, 4}});
  CHECK(runs_like(chain, k_everything, {entry("a", "1", "2")}) == std::vector<StepRun>{{2, 4}});
  CHECK(runs_like(chain, k_everything, {entry("a", "0", "3")}).empty());
  CHECK(runs_like(chain, k_everything, {entry("d", "", "1")}).empty());
}

TEST_CASE("a run is told by the entries that an item is about") {
  const Scope only_a = [](const Entry& entry) { return entry.path == "a"; };
  const Chain chain{step_of({entry("b", "", "1")}), step_of({entry("a", "0", "1")}),
                    step_of({entry("b", "1", "2")}), step_of({entry("a", "1", "2")})};
  CHECK(runs_like(chain, only_a, {entry("a", "0", "2")}) == std::vector<StepRun>{{1, 4}});
  CHECK(runs_like(chain, only_a, {entry("a", "0", "1")}) == std::vector<StepRun>{{1, 2}});
}

TEST_CASE("content that comes back is two runs and not one") {
  const Chain chain{step_of({entry("a", "0", "1")}), step_of({entry("a", "1", "0")}),
                    step_of({entry("a", "0", "1")})};
  CHECK(runs_like(chain, k_everything, {entry("a", "0", "1")}) ==
        std::vector<StepRun>{{0, 1}, {2, 3}});
}

}  // namespace
}  // namespace sallyport::core::test::recent_test
