#include "core/review/review.hpp"

#include <set>

namespace sallyport::core {
namespace {

using RecordSet = std::set<const SignoffRecord*>;

void add_known(const std::vector<std::string>& ids, const RecordsById& known, RecordSet& records) {
  for (const std::string& id : ids) {
    const auto found = known.find(id);
    if (found != known.end()) {
      records.insert(found->second);
    }
  }
}

/// Each record with the longest way to it, 1 for what is named itself.
using Generations = std::map<const SignoffRecord*, std::int64_t>;

std::optional<Generations> generations_of(const std::vector<std::string>& extends,
                                          const RecordsById& known, std::int64_t most) {
  Generations generations;
  RecordSet reached;
  add_known(extends, known, reached);
  for (std::int64_t generation = 1; !reached.empty(); ++generation) {
    if (generation > most) {
      return std::nullopt;
    }
    RecordSet next;
    for (const SignoffRecord* record : reached) {
      generations[record] = generation;
      add_known(record->extends, known, next);
    }
    reached = std::move(next);
  }
  return generations;
}

}  // namespace

bool is_left(const Entry& cover) {
  return cover.old_mode == cover.new_mode && cover.old_sha256 == cover.new_sha256;
}

Review review_of(const SignoffRecord& record) {
  Review review;
  for (const Entry& cover : record.covers) {
    review[cover.path].push_back({cover, record.base.tree, record.head.tree});
  }
  return review;
}

std::optional<Review> extended_review(const std::vector<std::string>& extends,
                                      const RecordsById& known, const RecordFilter& counts,
                                      std::int64_t max_generations) {
  const auto generations = generations_of(extends, known, max_generations);
  if (!generations) {
    return std::nullopt;
  }
  std::map<std::int64_t, Review> layers;
  for (const auto& [record, generation] : *generations) {
    for (const Entry& cover : record->covers) {
      layers[generation][cover.path].push_back(
          {cover, record->base.tree, record->head.tree, counts(*record)});
    }
  }
  Review review;
  for (auto& [generation, layer] : layers) {
    review.merge(layer);
  }
  return review;
}

}  // namespace sallyport::core
