#pragma once

#include "core/verdict.hpp"

#include <string>

namespace sallyport::report {

/// What a person must know to answer an open item, in Markdown of several lines: its text, its
/// questions, who may answer, what no review holds, and the comment that would answer it.
std::string item_markdown(const core::Report& report, const core::ItemResult& item);

/// One row of the table of items: title, state, who may answer, who did.
std::string item_row(const core::ItemResult& item);

}  // namespace sallyport::report
