#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::util {

/// `text` without leading and trailing white space.
std::string_view trim(std::string_view text);

/// ASCII letters in lower case; other bytes unchanged.
std::string ascii_lower(std::string_view text);

/// The pieces between `separator`s; an empty text is one empty piece.
std::vector<std::string> split(std::string_view text, char separator);

/// The lines of `text` without their LF; a last line without LF counts, an empty text has none.
std::vector<std::string_view> split_lines(std::string_view text);

/// `pieces` with `separator` between them.
std::string join(std::span<const std::string> pieces, std::string_view separator);

/// How many maximal runs of non-white-space `text` has.
std::int64_t count_words(std::string_view text);

/// The candidate with the smallest edit distance to `word`, when that is at most a third of the
/// word's length (at least 1, at most 4); else empty. For "did you mean".
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// `bytes` fit to be shown on a terminal: control characters, bidirectional and invisible code
/// points, and malformed UTF-8 become `\xNN` escapes of their bytes; LF and TAB too. Everything
/// else is unchanged.
std::string printable(std::string_view bytes);

/// One line: `words` with its parts, printable, whatever they hold; an LF in them is escaped, too.
template <typename... Parts>
std::string say(fmt::format_string<Parts...> words, Parts&&... parts) {
  return printable(fmt::format(words, std::forward<Parts>(parts)...));
}

/// A path as git shows it: unchanged, or in double quotes with C escapes when it holds a quote, a
/// backslash, a control character, or bytes that are not plain ASCII (`core.quotePath`,
/// git-config(1)).
std::string quote_path(std::string_view path);

/// `count` and the noun, in the plural unless `count` is 1: "1 line", "1200 lines".
std::string plural(std::int64_t count, std::string_view noun);

/// `text` broken at blanks into lines of at most `width` bytes where words allow.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// `text` as one word of a POSIX shell, for commands that people paste: as it is where no character
/// of it means anything there, else in single quotes.
std::string shell_word(std::string_view text);

}  // namespace sallyport::util
