#pragma once

#include "core/change.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// Lines by the path that a file has in the commit.
using LinesOfFiles = std::map<std::string, std::vector<core::LineSpan>>;

/// What an authorship log says of one commit.
struct Authorship {
  std::map<std::string, LinesOfFiles> agents;  ///< AI lines by the agent's name; empty: unnamed
  std::string fault;  ///< why the log, or a part of it, cannot be read; empty: it can
};

/// A log of the Git AI Standard, version 3: attestations, a line `---`, metadata in JSON. Lines
/// that several entries claim are the AI's if one of them is an AI's; a key that the metadata does
/// not resolve is an unnamed agent's, and lines of people are passed over. A fault in the
/// attestations leaves no lines; one in the metadata, or a number beyond any file's last line,
/// leaves what can be read.
Authorship parse_authorship_text(std::string_view log);

/// A log of version 0.0.1, which is JSON as a whole and names authors: `is_agent` tells an AI from
/// a person.
Authorship parse_authorship_json(std::string_view log,
                                 const std::function<bool(std::string_view)>& is_agent);

/// Adds lines `first` to `last`, 1-based; nothing where the range is reversed or starts at 0.
void add_span(std::vector<core::LineSpan>& spans, std::int64_t first, std::int64_t last);

/// Puts the spans of every path in order and joins what overlaps.
void normalize(LinesOfFiles& files);

}  // namespace sallyport::attribution
