#pragma once

#include "core/origin/recent.hpp"
#include "core/verdict/evaluate.hpp"
#include "gate/session.hpp"
#include "signoff/log/log.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sallyport::gate {

/// Who judges what landed, and how the records come out under them.
struct Judges {
  core::Facts facts;  ///< what those of every run have in common
  std::vector<core::SignoffRecord> records;
};

/// The steps of a line of commits, oldest first: each from one to the next.
core::Chain steps_between(const Session& session, const std::vector<core::Oid>& line);

/// The reviews of what landed at a target: each step of its line is judged as a change of its own,
/// and together with its neighbours where one review covers them. It was reviewed where it was by
/// the policy and the signers of now, or by those of the commit on which it landed: what somebody
/// approved stays approved when her key is replaced, she leaves, or a question is put otherwise.
/// Only what is revoked, a record or a key, reaches back.
class LandedReviews {
 public:
  /// `line` holds commits, oldest first: the ends of the steps of `chain`, after what was there
  /// before them. `about` says under which policy and for which target they are judged now;
  /// `logged` are the records that speak about them. `session` must outlive this object.
  LandedReviews(const Session& session, const core::Facts& about, std::vector<core::Oid> line,
                core::Chain chain, std::vector<signoff::LoggedRecord> logged);

  /// The records as they come out now.
  [[nodiscard]] const std::vector<core::SignoffRecord>& records() const { return now_.records; }

  /// The steps among `open` for which all items are met that the rule requires, or the one of that
  /// name did where it landed.
  std::set<std::size_t> reviewed(const core::Rule& rule, const std::set<std::size_t>& open);

 private:
  const Judges* judges_at(std::size_t node);
  [[nodiscard]] std::optional<Judges> judges_in(const core::Oid& tree) const;
  [[nodiscard]] std::set<std::size_t> held_by(const Judges& judges,
                                              const std::vector<std::string>& items,
                                              std::set<std::size_t> open) const;
  [[nodiscard]] std::set<std::size_t> held(const Judges& judges, const std::string& item,
                                           const std::set<std::size_t>& open) const;
  [[nodiscard]] bool holds(const core::StepRun& run, const core::Item& item,
                           const Judges& judges) const;
  [[nodiscard]] core::Facts facts_of(const core::StepRun& run, const core::Item& item,
                                     const Judges& judges) const;
  void add_commits(const core::StepRun& run, core::Facts& facts) const;
  [[nodiscard]] core::Chain inner_steps(const core::Change& change) const;

  const Session& session_;
  std::vector<core::Oid> line_;
  core::Chain chain_;
  std::vector<signoff::LoggedRecord> logged_;
  Judges now_;
  std::map<core::Oid, std::optional<Judges>> judges_;  ///< by the folder of their policy
};

}  // namespace sallyport::gate
