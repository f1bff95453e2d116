#include "policy/policy.hpp"

#include "attribution/attribution.hpp"
#include "core/verdict/evaluate.hpp"
#include "fuzz/targets.hpp"

namespace sallyport::fuzz {

/// A policy, what it shows as its effective form, and the judgement of nothing under it.
void policy(std::string_view input) {
  const auto read = [](std::string_view toml) { return policy::load(toml, "policy.toml", {}); };
  const policy::LoadResult loaded = read(input);
  if (!loaded.policy) {
    return;
  }
  require(read(loaded.effective_toml).effective_json == loaded.effective_json);
  core::Facts facts;
  facts.policy = *loaded.policy;
  (void)core::evaluate(facts, {});
  (void)attribution::Detector(*loaded.policy);
}

}  // namespace sallyport::fuzz
