#pragma once

#include "attribution/rule_group.hpp"
#include "core/evidence.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// Rules that look at files: at the path, and some at the content as well.
class FileRules {
 public:
  /// Adds `rule`, which must outlive this object.
  void add(const core::DetectRule& rule);

  /// Whether the path of some rule holds for `path`.
  [[nodiscard]] bool watches(std::string_view path) const;

  /// The strongest rule of each tool that holds, the one added first among equals. `content` is
  /// called at most once, and only where a rule needs it.
  [[nodiscard]] std::vector<const core::DetectRule*> find(
      std::string_view path, const std::function<std::string()>& content) const;

 private:
  struct Entry {
    const core::DetectRule* rule = nullptr;
    std::unique_ptr<Pattern> path;
    std::unique_ptr<Pattern> content;  ///< null: any content
  };

  std::vector<Entry> entries_;
  std::string joined_;
  std::unique_ptr<Pattern> any_;  ///< holds whenever the path of one of `entries_` does
};

}  // namespace sallyport::attribution
