#include "git/repository.hpp"
#include "git/repository_state.hpp"

#include <string>
#include <string_view>

namespace sallyport::git {

void Repository::load_config() {
  state_->settings = list_settings(layout(), state_->environment);
}

std::optional<std::string> Repository::config(std::string_view name,
                                              ConfigScope least_trusted) const {
  return state_->settings ? last_setting(*state_->settings, std::string(name), least_trusted)
                          : state_->backend->setting(std::string(name), least_trusted);
}

}  // namespace sallyport::git
