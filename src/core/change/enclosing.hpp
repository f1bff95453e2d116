#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace sallyport::core {

/// Tells where in its text a line stands: by the lines that enclose it.
///
/// The line that encloses another is the nearest one before it that holds a letter and is indented
/// less; what encloses that one encloses both, and so on outward. A line is indented by the number
/// of spaces and tabs that it starts with, a tab counting as one. A letter is an ASCII letter or
/// any byte outside ASCII. A line of nothing but white space has no place: none encloses it.
///
/// Two kinds of lines would hide what really encloses. A mark (a name with a colon behind it, or a
/// line that starts with '#') after a line as indented that has a '(' or '{' stands in that line's
/// block, and so does what follows it: a label or a directive of a preprocessor ends no function. A
/// line that starts with '[' in the first column and ends with ']' encloses whatever follows down
/// to the next such line: the sections of INI and TOML.
///
/// Two lines stand in the same place when the same lines enclose them, byte for byte, and each of
/// these is the same one among as many equal ones that enclose something in its own place.
/// Otherwise a copy of a function, made in front of it, would pass for the function.
class Places {
 public:
  /// The place of each line of `text`. Equal numbers of one `Places` are the same place, also
  /// across texts; 0 is where nothing encloses. Takes O(n log n).
  std::vector<int> of(std::string_view text);

 private:
  /// The place around a line, the line, which of its equals it is, and how many there are.
  using Inside = std::tuple<int, std::string, int, int>;

  std::map<Inside, int> numbers_;
};

/// Whether the lines of `text` are what everybody takes for its lines and indentation: without
/// control characters other than TAB, LF and the CR before a LF, and without the other line breaks
/// of Unicode (U+0085, U+2028, U+2029).
bool has_plain_lines(std::string_view text);

}  // namespace sallyport::core
