#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

/// Elements of XML and HTML. What stands in them is made printable here, and nowhere else; markup
/// in it is escaped by the library.
namespace sallyport::report {

/// Appends the element `name` with `text`, on one line, to `parent`.
pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text = {});

/// The same with several lines, without a LF at the end.
pugi::xml_node add_lines(pugi::xml_node parent, const char* name,
                         const std::vector<std::string>& lines);

/// Appends `text` to `parent`.
void add_text(pugi::xml_node parent, std::string_view text);

/// Sets an attribute of `node`.
void set(pugi::xml_node node, const char* name, std::string_view value);

/// The bytes of `document`, indented, with `flags` of pugixml added.
std::string xml_text(const pugi::xml_document& document, unsigned flags = 0);

}  // namespace sallyport::report
