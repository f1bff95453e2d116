#include "core/review/ladder.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

namespace sallyport::core {
namespace {

/// Past this many steps composing is not tried: its cost grows with their square.
constexpr std::size_t k_most_steps = 1000;

/// The net entries of consecutive steps.
class Run {
 public:
  void append(const std::vector<Entry>& step) {
    for (const Entry& entry : step) {
      const auto [at, is_new] = entries_.try_emplace(entry.path, entry);
      if (is_new) {
        continue;
      }
      at->second.new_mode = entry.new_mode;
      at->second.new_sha256 = entry.new_sha256;
      if (at->second.old_mode == entry.new_mode && at->second.old_sha256 == entry.new_sha256) {
        entries_.erase(at);
      }
    }
  }

  [[nodiscard]] bool empty() const { return entries_.empty(); }

  [[nodiscard]] bool equals(const std::vector<Entry>& covers) const {
    return covers.size() == entries_.size() &&
           std::equal(covers.begin(), covers.end(), entries_.begin(),
                      [](const Entry& cover, const auto& entry) { return cover == entry.second; });
  }

 private:
  std::map<std::string, Entry> entries_;
};

using Records = std::vector<const SignoffRecord*>;

/// The records that hold for a run, when they are of enough signers; else none.
Records holding(const Run& run, const Records& records, std::int64_t needed) {
  Records found;
  std::set<std::string> signers;
  for (const SignoffRecord* record : records) {
    if (run.equals(record->covers)) {
      found.push_back(record);
      signers.insert(signer_of(*record));
    }
  }
  return std::ssize(signers) >= needed ? found : Records{};
}

/// How a node of the chain was first reached.
struct Arrival {
  bool reached = false;
  std::size_t from = 0;
  Records records;
};

/// Everything that can be reached from one node by a run that holds.
void extend(std::size_t from, const Chain& chain, const std::vector<std::vector<Entry>>& steps,
            const std::function<Records(const Run&)>& holding_for, std::vector<Arrival>& arrivals) {
  if (chain[from].kind == StepKind::update && !arrivals[from + 1].reached) {
    arrivals[from + 1] = {true, from, {}};
  }
  Run run;
  for (std::size_t to = from + 1; to < arrivals.size() && chain[to - 1].kind == StepKind::own_work;
       ++to) {
    run.append(steps[to - 1]);
    const bool is_free = run.empty();
    Records held = is_free ? Records{} : holding_for(run);
    if (!arrivals[to].reached && (is_free || !held.empty())) {
      arrivals[to] = {true, from, std::move(held)};
    }
  }
}

Records collect(const std::vector<Arrival>& arrivals) {
  Records used;
  for (std::size_t node = arrivals.size() - 1; node > 0; node = arrivals[node].from) {
    used.insert(used.end(), arrivals[node].records.begin(), arrivals[node].records.end());
  }
  return used;
}

/// Which of the values that `survives` can have a rung ranks with.
int rank(Rung rung) {
  switch (rung) {
    case Rung::exact:
      return 0;
    case Rung::same_delta:
    case Rung::composed:
      return 1;
    case Rung::replay:
    case Rung::delta:
      return 2;
    case Rung::stale:
      break;
  }
  return 3;
}

}  // namespace

const std::string& signer_of(const SignoffRecord& record) {
  return record.principal.empty() ? record.key : record.principal;
}

std::vector<Entry> in_scope(const std::vector<Entry>& entries, const Scope& scope) {
  std::vector<Entry> selected;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(selected), scope);
  return selected;
}

std::optional<Rung> direct_rung(const SignoffRecord& record, const Change& change,
                                const std::vector<Entry>& entries) {
  if (record.covers != entries) {
    return std::nullopt;
  }
  const bool same_trees =
      record.base.tree == change.base_tree && record.head.tree == change.head_tree;
  return same_trees ? Rung::exact : Rung::same_delta;
}

std::vector<const SignoffRecord*> compose(const Chain& chain, const Scope& scope,
                                          const std::vector<const SignoffRecord*>& records,
                                          std::int64_t needed) {
  if (chain.empty() || chain.size() > k_most_steps) {
    return {};
  }
  std::vector<std::vector<Entry>> steps;
  steps.reserve(chain.size());
  for (const ChainStep& step : chain) {
    steps.push_back(in_scope(step.entries, scope));
  }
  std::vector<Arrival> arrivals(chain.size() + 1);
  arrivals.front().reached = true;
  const auto holding_for = [&](const Run& run) { return holding(run, records, needed); };
  for (std::size_t from = 0; from < chain.size(); ++from) {
    if (arrivals[from].reached) {
      extend(from, chain, steps, holding_for, arrivals);
    }
  }
  return arrivals.back().reached ? collect(arrivals) : Records{};
}

bool accepts(Rung survives, Rung rung) {
  return rank(rung) <= rank(survives);
}

}  // namespace sallyport::core
