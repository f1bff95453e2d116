#pragma once

#include "core/policy_case.hpp"
#include "report/report.hpp"

#include <cstdint>
#include <string>

namespace sallyport::report {

/// How much of a tested policy is told.
enum class TestDetail { all_cases, failed_cases };

/// How many cases did not come out as expected.
std::int64_t count_failed(const core::PolicyTest& test);

/// One line a case, `ok` or `FAILED`; below a failed one what was expected and what came, in the
/// words of a report; at last the counts.
std::string render_policy_test(const core::PolicyTest& test, const TextStyle& style,
                               TestDetail detail);

/// The same as `sallyport.policy-test/1`, one line of JSON.
std::string render_policy_test_json(const core::PolicyTest& test);

}  // namespace sallyport::report
