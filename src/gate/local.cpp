#include "gate/local.hpp"

#include "gate/blocked.hpp"
#include "gate/evidence.hpp"
#include "gate/signing.hpp"
#include "git/remotes.hpp"
#include "signoff/log/log_refs.hpp"
#include "util/encoding.hpp"
#include "util/file.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_scissors = " ------------------------ >8 ------------------------";

/// Somebody waits for the push.
constexpr std::chrono::seconds k_fetch_limit{10};

std::filesystem::path skips_file(const Session& session) {
  return session.repository.git_dir() / "sallyport" / "skips";
}

std::string text_of(const nlohmann::json& value, const char* key) {
  const auto found = value.find(key);
  return found != value.end() && found->is_string() ? found->get<std::string>() : "";
}

BlockedChange blocked_change(Session& session, const Judgement& judgement) {
  BlockedChange blocked;
  const auto head = session.repository.head_commit();
  blocked.base_tree = head ? session.repository.tree_of(*head) : session.repository.empty_tree();
  blocked.head_tree = session.repository.store_index_tree();
  blocked.target = judgement.report.target.value_or("");
  blocked.evidence = judgement.report.verdict.commits.back().evidence;
  return blocked;
}

/// The commits that a push sends; a tag sends the one that it names.
std::vector<core::Oid> commits_of(const Session& session, const std::vector<RefMove>& pushed) {
  std::vector<core::Oid> commits;
  for (const RefMove& move : pushed) {
    const auto commit =
        move.to.is_zero() ? std::nullopt : session.repository.resolve_commit(core::to_hex(move.to));
    if (commit) {
      commits.push_back(*commit);
    }
  }
  return commits;
}

}  // namespace

std::string strip_comments(std::string_view message, char comment_character) {
  std::string kept;
  for (const std::string_view line : util::split_lines(message)) {
    const bool is_comment = !line.empty() && line.front() == comment_character;
    if (is_comment && line.substr(1) == k_scissors) {
      break;
    }
    if (!is_comment) {
      kept.append(line);
      kept += '\n';
    }
  }
  return kept;
}

bool may_stamp(const Session& session, std::string_view source, std::string_view message) {
  static constexpr std::array<std::string_view, 3> k_heads_in_progress{"CHERRY_PICK_HEAD",
                                                                       "REVERT_HEAD", "MERGE_HEAD"};
  static constexpr std::array<std::string_view, 2> k_folders_in_progress{"rebase-merge",
                                                                         "rebase-apply"};
  const bool fresh = source.empty() || source == "message" || source == "template";
  const bool reverts = message.find("\nThis reverts commit ") != std::string_view::npos;
  return fresh && !reverts &&
         std::none_of(k_heads_in_progress.begin(), k_heads_in_progress.end(),
                      [&](const auto name) { return session.repository.reference(name); }) &&
         std::none_of(k_folders_in_progress.begin(), k_folders_in_progress.end(),
                      [&](const auto name) {
                        return std::filesystem::exists(session.repository.git_dir() / name);
                      });
}

void record_skip(const Session& session, const Skip& skip) {
  const nlohmann::json line = {
      {"time", skip.time}, {"hook", skip.hook}, {"reason", util::percent_encode(skip.reason)}};
  const std::string before = util::read_file(skips_file(session)).value_or("");
  util::write_file(skips_file(session), before + util::json_line(line));
}

std::vector<Skip> recorded_skips(const Session& session) {
  std::vector<Skip> skips;
  const std::string text = util::read_file(skips_file(session)).value_or("");
  for (const std::string_view line : util::split_lines(text)) {
    const auto value = nlohmann::json::parse(line, nullptr, false);
    if (value.is_object()) {
      skips.push_back({text_of(value, "time"), text_of(value, "hook"),
                       util::percent_decode(text_of(value, "reason")).value_or("")});
    }
  }
  return skips;
}

Skipping skip(const Session& session, const std::string& hook, const std::string& reason) {
  if (reason.empty()) {
    return Skipping::not_wished;
  }
  if (!acting_agent(session).empty()) {
    return Skipping::refused;
  }
  record_skip(session, {util::to_iso8601(session.now), hook, reason});
  return Skipping::recorded;
}

std::optional<std::string> stamped(const Session& session, std::string_view source,
                                   const std::string& message) {
  const auto agent = acting_agent(session);
  if (agent.empty() || !may_stamp(session, source, message)) {
    return std::nullopt;
  }
  const auto governing = policy_here(session, session.repository.index_tree());
  return governing && governing->policy.stamp
             ? std::optional(attribution::stamp_message(message, agent.front().tool,
                                                        detector_of(session, governing->policy)))
             : std::nullopt;
}

Judgement settle_commit(Session& session, core::Gate hook, const std::string& message) {
  Proposal proposal = propose_index(session, message);
  proposal.gate = hook;
  proposal.unruled = Unruled::passed;
  Judgement judgement = settle(session, std::move(proposal));
  if (!judgement.is_judged() || judgement.report.mode == core::Mode::off) {
    return judgement;
  }
  if (is_stopped(judgement.report.verdict.outcome)) {
    remember_blocked(session, blocked_change(session, judgement));
  } else {
    forget_blocked(session);
  }
  return judgement;
}

Judgement settle_push(Session& session, const RefMove& move, const std::string& remote) {
  Judgement judgement = settle(session, propose_push(session, move, remote));
  const bool may_have_news = judgement.is_judged() &&
                             is_stopped(judgement.report.verdict.outcome) &&
                             git::is_remote(session.repository, remote);
  if (may_have_news &&
      signoff::fetch_log(session.repository, judgement.ground.governing.policy.store_branch, remote,
                         k_fetch_limit, session.ambient.environment)
          .fetched) {
    reconsider(session, judgement);
  }
  return judgement;
}

std::string send_log(Session& session, const Governing& governing, const std::string& remote,
                     const std::vector<RefMove>& pushed) {
  const core::Policy& policy = governing.policy;
  if (!git::is_remote(session.repository, remote)) {
    return "";
  }
  const auto local = session.repository.reference(signoff::local_log_ref(policy.store_branch));
  const auto tracking = session.repository.reference(
      signoff::tracking_log_ref(session.repository, policy.store_branch, remote));
  const auto commits = commits_of(session, pushed);
  const bool has_news =
      local && (local != tracking || has_subjects_for(session, policy, remote, commits));
  return has_news ? sync_log(session, authority_of(governing), remote, signoff::PublishWish::known,
                             commits)
                        .problem
                  : "";
}

}  // namespace sallyport::gate
