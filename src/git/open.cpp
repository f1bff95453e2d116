#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

/// The options with absolute folders, and what GIT_DIR says.
OpenOptions settled(const OpenOptions& options) {
  OpenOptions settled = options;
  std::error_code error;
  settled.directory = fs::absolute(options.directory, error).lexically_normal();
  if (settled.git_dir.empty()) {
    settled.git_dir = util::variable(options.environment, "GIT_DIR");
  }
  std::string& no_fetch = settled.environment["GIT_NO_LAZY_FETCH"];
  const bool is_said = !no_fetch.empty() && no_fetch != "0" && no_fetch != "false";
  no_fetch = is_said || !options.lazy_fetch ? "1" : "";
  return settled;
}

std::unique_ptr<Backend> open_backend(const OpenOptions& options) {
  start_libgit2();
  // For tests: what libgit2 opens must be judged just so by git.
  const bool by_git = util::variable(options.environment, "SALLYPORT_GIT_BACKEND") == "git";
  auto backend = by_git ? nullptr : open_with_libgit2(options);
  return backend ? std::move(backend) : open_with_git(options);
}

std::set<core::Oid> read_boundary(const fs::path& common_dir) {
  std::set<core::Oid> boundary;
  const std::string text = util::read_file(common_dir / "shallow").value_or("");
  for (const std::string_view line : util::split_lines(text)) {
    if (const auto id = core::parse_oid(util::trim(line))) {
      boundary.insert(*id);
    }
  }
  return boundary;
}

}  // namespace

Repository Repository::open(const OpenOptions& options) {
  const OpenOptions settled = git::settled(options);
  auto state = std::make_unique<State>();
  state->environment = settled.environment;
  state->backend = open_backend(settled);
  std::set<core::Oid> boundary = read_boundary(state->backend->layout().common_dir);
  state->objects =
      std::make_unique<Objects>(*state->backend, state->environment, !boundary.empty());
  state->history = std::make_unique<History>(*state->objects, std::move(boundary));
  return Repository(std::move(state));
}

Repository::Repository(std::unique_ptr<State> state) : state_(std::move(state)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

const Layout& Repository::layout() const {
  return state_->backend->layout();
}

fs::path Repository::git_dir() const {
  return layout().git_dir;
}

fs::path Repository::common_dir() const {
  return layout().common_dir;
}

std::optional<fs::path> Repository::work_dir() const {
  return layout().work_dir;
}

bool Repository::is_bare() const {
  return !layout().work_dir;
}

bool Repository::is_shallow() const {
  return state_->history->is_shallow();
}

bool Repository::fetches() const {
  return state_->objects->fetches();
}

void Repository::prefetch(const std::vector<core::Oid>& ids) const {
  state_->objects->prefetch(ids);
}

core::Oid Repository::empty_tree() const {
  return core::empty_tree(layout().format);
}

}  // namespace sallyport::git
