#include "git/backend/git_backend.hpp"
#include "git/command.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

constexpr std::string_view k_refs = "refs/";

/// What `for-each-ref` printed of a ref: name, target and the ref that a symbolic one names.
std::optional<StoredRef> parse_ref(std::string_view line) {
  const std::vector<std::string> fields = util::split(line, ' ');
  if (fields.size() != 3) {
    return std::nullopt;
  }
  return StoredRef{fields[0], core::parse_oid(fields[1]),
                   fields[2].empty() ? std::nullopt : std::optional(fields[2])};
}

}  // namespace

const std::map<std::string, StoredRef>& GitBackend::refs() {
  if (!refs_) {
    refs_.emplace();
    const std::string output = require(
        {"for-each-ref", "--format=%(refname) %(objectname) %(symref)"}, "", "list the refs");
    for (const std::string& line : util::split(output, '\n')) {
      if (auto ref = parse_ref(line)) {
        refs_->emplace(ref->name, std::move(*ref));
      }
    }
    refs_->emplace("HEAD", head());
  }
  return *refs_;
}

std::optional<core::Oid> GitBackend::verified(const std::string& name) {
  const util::CommandResult shown =
      run(command_for(layout_, environment_), {"show-ref", "--verify", "-s", "--", name});
  return core::parse_oid(util::trim(shown.output));
}

StoredRef GitBackend::head() {
  const Command command = command_for(layout_, environment_);
  StoredRef head{"HEAD", {}, {}};
  const util::CommandResult symbolic = run(command, {"symbolic-ref", "-q", "HEAD"});
  if (symbolic.status == 0) {
    head.names = std::string(util::trim(symbolic.output));
    const auto named = refs().find(*head.names);
    head.target = named == refs().end() ? std::nullopt : named->second.target;
    return head;
  }
  head.target = verified("HEAD");
  return head;
}

std::optional<StoredRef> GitBackend::find_ref(const std::string& name) {
  if (name == "HEAD" || name.starts_with(k_refs)) {
    const auto found = refs().find(name);
    return found == refs().end() ? std::nullopt : std::optional(found->second);
  }
  if (name.find_first_of("/.") != std::string::npos) {
    return std::nullopt;
  }
  // FETCH_HEAD and MERGE_HEAD are files wherever refs are kept.
  const std::string file = util::read_file(layout_.git_dir / name).value_or("");
  const auto stored = core::parse_oid(file.substr(0, file.find_first_of(" \t\n")));
  const auto target = stored ? stored : verified(name);
  return target ? std::optional(StoredRef{name, target, {}}) : std::nullopt;
}

std::vector<StoredRef> GitBackend::list_refs(const std::string& prefix, std::size_t most) {
  std::vector<StoredRef> found;
  for (auto at = refs().lower_bound(prefix);
       at != refs().end() && at->first.starts_with(prefix) && found.size() < most; ++at) {
    found.push_back(at->second);
  }
  return found;
}

std::optional<core::Oid> GitBackend::parse_revision(const std::string& text) {
  const util::CommandResult result =
      run(command_for(layout_, environment_), {"rev-parse", "--verify", "--end-of-options", text});
  if (result.errors.find("is ambiguous") != std::string::npos) {
    refuse_ambiguous_id(text);
  }
  return result.status == 0 ? core::parse_oid(util::trim(result.output)) : std::nullopt;
}

RefUpdate GitBackend::move_ref(const RefChange& change) {
  const std::string expected = change.from.is_zero() ? "" : core::to_hex(change.from);
  const util::CommandResult result = run_without_hooks(
      command_for(layout_, environment_), {"update-ref", "--no-deref", "-m", change.reflog_message,
                                           change.name, core::to_hex(change.to), expected});
  forget_refs();
  if (result.status == 0) {
    return RefUpdate::moved;
  }
  const auto now = find_ref(change.name);
  const bool is_locked = result.errors.find("File exists") != std::string::npos;
  if (is_locked || (now ? now->target.value_or(core::Oid{}) : core::Oid{}) != change.from) {
    return RefUpdate::changed_meanwhile;
  }
  throw util::Error(util::ErrorKind::unavailable,
                    util::say("cannot move the ref '{}': {}", change.name, one_line(result.errors)),
                    "git fsck");
}

const std::vector<Setting>& GitBackend::settings() {
  if (!settings_) {
    settings_ = list_settings(layout_, environment_);
  }
  return *settings_;
}

std::optional<std::string> GitBackend::setting(const std::string& name, ConfigScope least_trusted) {
  return last_setting(settings(), name, least_trusted);
}

std::vector<std::string> GitBackend::remotes() {
  constexpr std::string_view k_remote = "remote.";
  std::vector<std::string> names;
  for (const Setting& setting : settings()) {
    const std::size_t end = setting.name.rfind('.');
    const std::string key = setting.name.substr(std::min(end, setting.name.size()));
    if (setting.name.starts_with(k_remote) && end > k_remote.size() &&
        (key == ".url" || key == ".pushurl")) {
      names.push_back(setting.name.substr(k_remote.size(), end - k_remote.size()));
    }
  }
  return names;
}

std::vector<std::string> GitBackend::promisors() {
  std::vector<std::string> names;
  for (const Setting& setting : settings()) {
    if (const auto name = promisor_in(setting.name, setting.value)) {
      names.push_back(*name);
    }
  }
  return names;
}

}  // namespace sallyport::git
