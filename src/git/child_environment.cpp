#include "git/child_environment.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace sallyport::git {
namespace {

constexpr std::array<std::string_view, 16> k_local_variables{"GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                                             "GIT_CONFIG",
                                                             "GIT_OBJECT_DIRECTORY",
                                                             "GIT_DIR",
                                                             "GIT_WORK_TREE",
                                                             "GIT_IMPLICIT_WORK_TREE",
                                                             "GIT_GRAFT_FILE",
                                                             "GIT_INDEX_FILE",
                                                             "GIT_NO_REPLACE_OBJECTS",
                                                             "GIT_REPLACE_REF_BASE",
                                                             "GIT_PREFIX",
                                                             "GIT_SHALLOW_FILE",
                                                             "GIT_COMMON_DIR",
                                                             "GIT_INTERNAL_SUPER_PREFIX",
                                                             "GIT_QUARANTINE_PATH",
                                                             "GIT_REFLOG_ACTION"};

bool is_local(std::string_view name) {
  return name.starts_with("GIT_PUSH_") ||
         std::find(k_local_variables.begin(), k_local_variables.end(), name) !=
             k_local_variables.end();
}

}  // namespace

util::Environment child_environment(util::Environment environment) {
  std::erase_if(environment, [](const auto& variable) { return is_local(variable.first); });
  environment["LC_ALL"] = "C";
  environment.erase("LANGUAGE");
  return environment;
}

}  // namespace sallyport::git
