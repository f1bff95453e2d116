#include "policy/build.hpp"
#include "policy/findings.hpp"
#include "policy/policy.hpp"
#include "policy/render.hpp"
#include "policy/resolve.hpp"
#include "policy/semantics.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <string>

namespace sallyport::policy {

LoadResult load(std::string_view toml, std::string_view source, const ReadFile& read_file) {
  LoadResult result;
  Findings findings;
  const auto tree = resolve(toml, source, read_file, findings);
  if (tree) {
    check_semantics(*tree, findings);
    if (!findings.has_errors()) {
      result.effective_toml = render_toml(*tree);
      result.effective_json = render_json(*tree);
      result.policy = build(*tree);
      result.policy->sha256 = util::to_hex(util::sha256(result.effective_json));
    }
  }
  result.diagnostics = findings.take();
  return result;
}

}  // namespace sallyport::policy
