#pragma once

#include "core/evaluate.hpp"
#include "core/recent.hpp"
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
                                           const std::vector<core::SignoffRecord>& records);

 private:
  [[nodiscard]] bool holds(const core::StepRun& run, const core::Item& item,
                           const std::vector<core::SignoffRecord>& records);
  void choose(const core::StepRun& run);
  void add_commits(const core::StepRun& run);
  void add_inner_steps();

  const Session& session_;
  attribution::Detector detector_;
  std::vector<core::Oid> line_;
  core::Chain chain_;
  core::Facts facts_;  ///< of the run that is being judged
};

}  // namespace sallyport::gate
