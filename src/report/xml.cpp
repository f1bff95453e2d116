#include "report/xml.hpp"

#include "util/text.hpp"

#include <sstream>

namespace sallyport::report {

pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text) {
  pugi::xml_node node = parent.append_child(name);
  if (!text.empty()) {
    add_text(node, text);
  }
  return node;
}

pugi::xml_node add_lines(pugi::xml_node parent, const char* name,
                         const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text.append(&line == &lines.front() ? "" : "\n").append(util::printable(line));
  }
  pugi::xml_node node = parent.append_child(name);
  if (!text.empty()) {
    node.append_child(pugi::node_pcdata).set_value(text.c_str());
  }
  return node;
}

void add_text(pugi::xml_node parent, std::string_view text) {
  parent.append_child(pugi::node_pcdata).set_value(util::printable(text).c_str());
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(util::printable(value).c_str());
}

std::string xml_text(const pugi::xml_document& document, unsigned flags) {
  std::ostringstream text;
  document.save(text, "  ", pugi::format_indent | flags, pugi::encoding_utf8);
  return text.str();
}

}  // namespace sallyport::report
