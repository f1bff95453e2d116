#pragma once

#include <pugixml.hpp>
#include <string>

namespace sallyport::report {

/// Appends the element `name` with `text`, which must be printable, to `parent`.
pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text = {});

/// Appends `text`, which must be printable, to `parent`.
void add_text(pugi::xml_node parent, const std::string& text);

/// Sets an attribute of `node` to a printable value.
void set(pugi::xml_node node, const char* name, const std::string& value);

/// The bytes of `document`, indented, with `flags` of pugixml added.
std::string xml_text(const pugi::xml_document& document, unsigned flags = 0);

}  // namespace sallyport::report
