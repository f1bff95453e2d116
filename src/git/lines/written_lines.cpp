#include "git/lines/written_lines.hpp"

#include "git/lines/line_set.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace sallyport::git {
namespace {

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
}

bool tells(std::string_view line) {
  return std::any_of(line.begin(), line.end(), is_letter_or_digit);
}

/// The lines that tell nothing, by number.
std::vector<std::size_t> silent_lines(std::string_view text) {
  std::vector<std::size_t> silent;
  LineCursor cursor(text);
  for (std::size_t number = 0; !cursor.at_end(); ++number) {
    if (!tells(cursor.next())) {
      silent.push_back(number);
    }
  }
  return silent;
}

/// Calls `visit(number, line)` for each line of `text` that its origin says `commit` wrote and that
/// tells something; for any commit of the change where `commit` is `core::k_outside`.
template <typename Visit>
void for_lines(std::string_view text, const FileOrigin& origin, int commit, const Visit& visit) {
  const bool is_other =
      !origin.lines && (origin.all.introduced_by == core::k_outside ||
                        (commit != core::k_outside && origin.all.introduced_by != commit));
  if (is_other || origin.unknown) {
    return;
  }
  LineCursor cursor(text);
  for (std::size_t number = 0; !cursor.at_end(); ++number) {
    const std::string_view line = cursor.next();
    const int author = origin.at(number).introduced_by;
    const bool is_asked = commit == core::k_outside ? author != core::k_outside : author == commit;
    if (is_asked && tells(line)) {
      visit(number, line);
    }
  }
}

}  // namespace

/// What one commit added to a text.
struct WrittenLines::Addition {
  std::size_t bytes = 0;
  std::size_t known_bytes = 0;  ///< of lines that earlier commits wrote
  std::size_t known_characters = 0;
  std::vector<std::pair<std::size_t, Equal>> lines;  ///< these, by number

  [[nodiscard]] bool is_copy() const {
    constexpr std::size_t k_fewest_characters = 40;  // as for `git blame -C`
    return known_characters >= k_fewest_characters && known_bytes * 2 >= bytes;
  }
};

void WrittenLines::add(std::string_view text, const FileOrigin& origin, int commit) {
  for_lines(text, origin, commit, [&](std::size_t number, std::string_view line) {
    lines_.push_back({hash_line(line, WhiteSpace::ignored), commit, origin.at(number).noted_by, 1});
    sorted_ = false;
  });
}

void WrittenLines::sort() {
  const auto key = [](const Written& line) {
    return std::tie(line.hash, line.commit, line.noted_by);
  };
  std::sort(lines_.begin(), lines_.end(),
            [&](const Written& left, const Written& right) { return key(left) < key(right); });
  std::vector<Written> joined;
  for (const Written& line : lines_) {
    if (!joined.empty() && key(joined.back()) == key(line)) {
      ++joined.back().lost;
    } else {
      joined.push_back(line);
    }
  }
  lines_ = std::move(joined);
  sorted_ = true;
}

WrittenLines::Equal WrittenLines::equal_to(std::string_view line) {
  if (!sorted_) {
    sort();
  }
  return std::equal_range(
      lines_.begin(), lines_.end(), Written{hash_line(line, WhiteSpace::ignored)},
      [](const Written& left, const Written& right) { return left.hash < right.hash; });
}

void WrittenLines::keep(std::string_view text, const FileOrigin& origin) {
  ++texts_;
  for_lines(text, origin, core::k_outside, [&](std::size_t number, std::string_view line) {
    const auto [begin, end] = equal_to(line);
    if (begin != end && std::exchange(begin->last_text, texts_) != texts_) {
      ++begin->texts;
    }
    const auto written = std::find_if(begin, end, [&](const Written& each) {
      return each.commit == origin.at(number).introduced_by && each.lost > 0;
    });
    if (written != end) {
      --written->lost;
    }
  });
}

std::map<int, WrittenLines::Addition> WrittenLines::additions_to(std::string_view text,
                                                                 const FileOrigin& origin) {
  std::map<int, Addition> additions;
  for_lines(text, origin, core::k_outside, [&](std::size_t number, std::string_view line) {
    const int author = origin.at(number).introduced_by;
    Addition& addition = additions[author];
    addition.bytes += line.size();
    const Equal equal = equal_to(line);
    if (equal.first != equal.second && equal.first->commit < author) {
      if (is_telling(*equal.first)) {
        addition.known_bytes += line.size();
        addition.known_characters +=
            static_cast<std::size_t>(std::count_if(line.begin(), line.end(), is_letter_or_digit));
      }
      addition.lines.emplace_back(number, equal);
    }
  });
  return additions;
}

WrittenLines::Written* WrittenLines::take_lost(const Equal& equal, int author) {
  const auto lost = std::find_if(equal.first, equal.second, [&](const Written& each) {
    return each.commit < author && each.lost > 0;
  });
  if (lost == equal.second) {
    return nullptr;
  }
  --lost->lost;
  return &*lost;
}

std::vector<const WrittenLines::Written*> WrittenLines::first_authors(std::string_view text,
                                                                      const FileOrigin& origin) {
  std::vector<const Written*> firsts;
  for (const auto& [author, addition] : additions_to(text, origin)) {
    for (const auto& [number, equal] : addition.lines) {
      Written* const lost = take_lost(equal, author);
      if (lost != nullptr || (addition.is_copy() && is_telling(*equal.first))) {
        firsts.resize(static_cast<std::size_t>(core::count_lines(text)));
        firsts.at(number) = lost != nullptr ? lost : &*equal.first;
      }
    }
  }
  return firsts;
}

FileOrigin WrittenLines::trace(std::string_view text, const FileOrigin& origin) {
  std::vector<const Written*> firsts = first_authors(text, origin);
  if (firsts.empty()) {
    return origin;
  }
  const auto go_along = [&](std::size_t number, std::size_t neighbour) {
    if (firsts[number] == nullptr && neighbour < firsts.size() &&
        origin.at(number).introduced_by == origin.at(neighbour).introduced_by) {
      firsts[number] = firsts[neighbour];
    }
  };
  const std::vector<std::size_t> silent = silent_lines(text);
  std::for_each(silent.begin(), silent.end(), [&](auto number) { go_along(number, number - 1); });
  std::for_each(silent.rbegin(), silent.rend(), [&](auto number) { go_along(number, number + 1); });
  auto lines = std::make_shared<std::vector<LineOrigin>>();
  for (std::size_t number = 0; number < firsts.size(); ++number) {
    LineOrigin line = origin.at(number);
    if (firsts[number] != nullptr) {
      line.introduced_by = firsts[number]->commit;
      line.noted_by = line.noted_by == core::k_outside ? firsts[number]->noted_by : line.noted_by;
    }
    lines->push_back(line);
  }
  return {origin.all, std::move(lines)};
}

}  // namespace sallyport::git
