#pragma once

#include "core/verdict.hpp"

#include <pugixml.hpp>

namespace sallyport::report {

/// The table of all review items, and what to do about each open one.
void add_html_items(pugi::xml_node main, const core::Report& report);

/// Every commit with its evidence.
void add_html_commits(pugi::xml_node main, const core::Verdict& verdict);

/// Every file with AI in it and its AI lines, most AI lines first; at most 20,000 of them.
void add_html_files(pugi::xml_node main, const core::Verdict& verdict);

}  // namespace sallyport::report
