#pragma once

#include "core/origin/recent.hpp"
#include "core/verdict/evaluate.hpp"
#include "gate/session.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace sallyport::gate {

/// The reviews of what landed at a target: each first-parent step is judged as a change of its own,
/// and together with its neighbours where one review covers them.
class LandedReviews {
 public:
  /// `line` holds first-parent commits, oldest first: the ends of the steps, after what was there
  /// before them. `about` says under which policy and for which target they are judged. It and
  /// `session` must outlive this object.
  LandedReviews(const Session& session, const core::Facts& about, std::vector<core::Oid> line);

  /// The entries of all steps, for telling which records speak about them.
  [[nodiscard]] const core::Chain& chain() const { return chain_; }

  /// The steps among `open` for which `item` is met by `records`, whose signatures are checked.
  [[nodiscard]] std::set<std::size_t> held(const std::string& item,
                                           const std::set<std::size_t>& open,
                                           const std::vector<core::SignoffRecord>& records) const;

 private:
  [[nodiscard]] bool holds(const core::StepRun& run, const core::Item& item,
                           const std::vector<core::SignoffRecord>& records) const;
  [[nodiscard]] core::Facts facts_of(const core::StepRun& run, const core::Item& item) const;
  void add_commits(const core::StepRun& run, core::Facts& facts) const;
  [[nodiscard]] core::Chain inner_steps(const core::Change& change) const;

  const Session& session_;
  const attribution::Detector& detector_;
  std::vector<core::Oid> line_;
  core::Chain chain_;
  core::Facts landed_;  ///< what the facts of every run have in common
};

}  // namespace sallyport::gate
