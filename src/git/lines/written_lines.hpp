#pragma once

#include "git/lines/line_origins.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::git {

/// The lines that the commits of a change wrote. What a later commit writes may be one of them that
/// was moved or copied: then it stays whose it was. Lines are equal but for white space; those
/// without a letter or digit tell nothing, and go along with their neighbours.
class WrittenLines {
 public:
  /// A text that commit number `commit` made; its new lines are those of which it is the author.
  void add(std::string_view text, const FileOrigin& origin, int commit);

  /// Says that a text of the head has lines of these origins still.
  void keep(std::string_view text, const FileOrigin& origin);

  /// `origin` of a text of the head with the first authors of what was moved there, lines that are
  /// not left where they wrote them, each once; and of what was copied there: at least half of what
  /// one commit adds to it, and 40 letters and digits or more; lines that more than two texts have,
  /// such as the head of a license, are no sign of that. After everything was added and kept.
  [[nodiscard]] FileOrigin trace(std::string_view text, const FileOrigin& origin);

 private:
  /// Equal lines that a commit wrote, in the same way.
  struct Written {
    std::size_t hash = 0;
    int commit = core::k_outside;
    int noted_by = core::k_outside;
    std::int64_t lost = 0;  ///< how many of them the head has no more
    int texts = 0;          ///< of the head that have such lines, kept with the first commit
    int last_text = 0;      ///< the one counted last
  };
  /// Whether so few texts have such lines that a copy of them tells something.
  static bool is_telling(const Written& first) { return first.texts <= 2; }
  using Equal = std::pair<std::vector<Written>::iterator, std::vector<Written>::iterator>;
  struct Addition;

  void sort();
  /// Those that are equal to a line, by commit.
  [[nodiscard]] Equal equal_to(std::string_view line);
  [[nodiscard]] std::map<int, Addition> additions_to(std::string_view text,
                                                     const FileOrigin& origin);
  /// The first of equal lines, written before `author`'s, that is lost, which is found once; null:
  /// none.
  static Written* take_lost(const Equal& equal, int author);
  /// For each line, who wrote it first, null: who says so already; empty where that is so of all.
  [[nodiscard]] std::vector<const Written*> first_authors(std::string_view text,
                                                          const FileOrigin& origin);

  int texts_ = 0;
  std::vector<Written> lines_;
  bool sorted_ = true;
};

}  // namespace sallyport::git
