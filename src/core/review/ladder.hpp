#pragma once

#include "core/change/change.hpp"
#include "core/review/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

enum class StepKind {
  own_work,
  update,        ///< a merge of target commits whose tree is the recomputed merge
  other_update,  ///< another merge that brings commits of the base: they may be undone in it
};

/// One first-parent step of the judged commits.
struct ChainStep {
  std::vector<Entry> entries;  ///< first parent's tree to the commit's, in order of path
  StepKind kind = StepKind::own_work;
};

/// The first-parent steps that lead to head, oldest first; empty where composition cannot help.
using Chain = std::vector<ChainStep>;

/// Which entries an item is about.
using Scope = std::function<bool(const Entry&)>;

/// Who must be told apart when people are counted: a record's principal, else its key.
const std::string& signer_of(const SignoffRecord& record);

/// `entries` less those out of `scope`.
std::vector<Entry> in_scope(const std::vector<Entry>& entries, const Scope& scope);

/// The rung by which a record alone holds for the subject `entries` of `change`: `exact` or
/// `same-delta`; nothing when it does not.
std::optional<Rung> direct_rung(const SignoffRecord& record, const Change& change,
                                const std::vector<Entry>& entries);

/// The records by which `chain` can be cut into consecutive runs, each of which holds by records of
/// at least `needed` signers; updates and runs without an entry in scope need none. Nobody saw what
/// a run across an update does to what that brings: there is none, and none across another update.
/// Empty when there is no such cut.
std::vector<const SignoffRecord*> compose(const Chain& chain, const Scope& scope,
                                          const std::vector<const SignoffRecord*>& records,
                                          std::int64_t needed);

/// Whether an item that survives down to `survives` accepts a review that holds by `rung`:
/// `composed` ranks with `same-delta`, `delta` with `replay`.
bool accepts(Rung survives, Rung rung);

}  // namespace sallyport::core
