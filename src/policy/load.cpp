#include "policy/policy.hpp"
#include "policy/shape.hpp"
#include "policy/stages.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sallyport::policy {
namespace {

/// Most files that one `extends` may lead to in a row.
constexpr std::size_t k_max_extends = 5;

constexpr std::string_view k_scheme = "sallyport:";
constexpr std::string_view k_here = "./";

struct Document {
  std::string source;
  std::string toml;
};

std::vector<std::string> bundled_names() {
  std::vector<std::string> names;
  for (const BundledPolicy& policy : bundled_policies()) {
    names.push_back(std::string(k_scheme) + std::string(policy.name));
  }
  return names;
}

std::optional<Document> find_bundled_document(const Value& extends, Findings& findings) {
  const std::string_view name = std::string_view(extends.string).substr(k_scheme.size());
  const BundledPolicy* policy = find_bundled(name);
  if (policy != nullptr && policy->name == name) {
    return Document{extends.string, std::string(policy->toml)};
  }
  if (policy != nullptr) {
    findings.error(extends.position, fmt::format("'extends' needs a version: write \"{}{}\"",
                                                 k_scheme, policy->name));
    return std::nullopt;
  }
  findings.error(extends.position,
                 fmt::format("cannot find bundled policy {}{}", in_quotes(extends.string),
                             suggestion(extends.string, bundled_names())));
  return std::nullopt;
}

std::optional<Document> read_neighbour(const Value& extends, std::string_view root,
                                       const ReadFile& read_file, Findings& findings) {
  const std::string path = extends.string.substr(k_here.size());
  const std::string fault = glob_fault(path);
  const auto text = fault.empty() && read_file ? read_file(path) : std::nullopt;
  if (!text) {
    findings.error(extends.position,
                   fmt::format("cannot read {}: no such regular file beside the policy",
                               in_quotes(extends.string)));
    return std::nullopt;
  }
  const std::string folder(root.substr(0, root.rfind('/') + 1));
  return Document{folder + path, *text};
}

/// The chain of files, each extended by the one before it.
class Chain {
 public:
  Chain(const ReadFile& read_file, Findings& findings)
      : read_file_(read_file), findings_(findings) {}

  /// Whether all files from `document` on could be read.
  bool follow(Document document) {
    const std::string root = document.source;
    for (std::optional<Document> next = std::move(document); next;) {
      auto file = read_toml(next->toml, next->source, findings_);
      if (!file) {
        return false;
      }
      file->position.source = next->source;
      check_policy(*file, findings_);
      files_.push_back(std::move(*file));
      const Value* extends = find(files_.back(), "extends");
      if (extends == nullptr) {
        return true;
      }
      next = extends->kind == Kind::string ? document_of(*extends, root) : std::nullopt;
    }
    return false;
  }

  [[nodiscard]] Value merged() const {
    Value result;
    std::for_each(files_.rbegin(), files_.rend(),
                  [&](const Value& file) { merge(file, result, findings_); });
    return result;
  }

 private:
  [[nodiscard]] std::optional<Document> document_of(const Value& extends, std::string_view root) {
    if (files_.size() > k_max_extends) {
      findings_.error(extends.position,
                      fmt::format("'extends' is more than {} files deep", k_max_extends));
      return std::nullopt;
    }
    auto found = locate(extends, root);
    if (found && std::any_of(files_.begin(), files_.end(), [&](const Value& file) {
          return file.position.source == found->source;
        })) {
      findings_.error(extends.position,
                      fmt::format("'extends' goes round in a circle: {} is extended by itself",
                                  in_quotes(found->source)));
      return std::nullopt;
    }
    return found;
  }

  [[nodiscard]] std::optional<Document> locate(const Value& extends, std::string_view root) {
    if (extends.string.starts_with(k_scheme)) {
      return find_bundled_document(extends, findings_);
    }
    if (extends.string.starts_with(k_here)) {
      return read_neighbour(extends, root, read_file_, findings_);
    }
    findings_.error(extends.position,
                    fmt::format(R"('extends' must be "sallyport:NAME@N" or "./FILE.toml", not {})",
                                in_quotes(extends.string)));
    return std::nullopt;
  }

  const ReadFile& read_file_;
  Findings& findings_;
  std::vector<Value> files_;
};

/// The `N` of `NAME@N`; 0 where it is no number.
int version_of(std::string_view name) {
  const std::string_view digits = name.substr(name.find('@') + 1);
  int version = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), version);
  return version;
}

bool is_version_of(const BundledPolicy& policy, std::string_view name) {
  return policy.name == name || policy.name.substr(0, policy.name.find('@')) == name;
}

}  // namespace

LoadResult load(std::string_view toml, std::string_view source, const ReadFile& read_file) {
  LoadResult result;
  Findings findings;
  Chain chain(read_file, findings);
  if (chain.follow({std::string(source), std::string(toml)})) {
    const Value tree = chain.merged();
    check_semantics(tree, findings);
    if (!findings.has_errors()) {
      result.effective_toml = render_toml(tree);
      result.effective_json = render_json(tree);
      result.policy = build(tree);
      result.policy->sha256 = util::to_hex(util::sha256(result.effective_json));
    }
  }
  result.diagnostics = findings.take();
  return result;
}

LoadResult load_bundled(const BundledPolicy& bundled) {
  return load(bundled.toml, fmt::format("sallyport:{}", bundled.name),
              [](std::string_view) { return std::nullopt; });
}

const BundledPolicy* find_bundled(std::string_view name) {
  const BundledPolicy* newest = nullptr;
  for (const BundledPolicy& policy : bundled_policies()) {
    if (is_version_of(policy, name) &&
        (newest == nullptr || version_of(policy.name) > version_of(newest->name))) {
      newest = &policy;
    }
  }
  return newest;
}

}  // namespace sallyport::policy
