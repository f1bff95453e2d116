#pragma once

// The one header of Catch2 2 over Catch2 3, whose headers are many and whose matchers have moved.
// Only what the tests use; tests/CMakeLists.txt puts this folder in the way where Catch2 3 is there.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <catch2/matchers/catch_matchers_templated.hpp>

#include <string>

namespace Catch {

using Matchers::EndsWith;
using Matchers::Matches;
using Matchers::StartsWith;

/// Matches a text that holds `part`, as Catch2 2 called it.
inline auto Contains(const std::string& part) { return Matchers::ContainsSubstring(part); }

}  // namespace Catch
