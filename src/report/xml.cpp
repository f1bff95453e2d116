#include "report/xml.hpp"

namespace sallyport::report {
namespace {

class StringWriter final : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text_.append(static_cast<const char*>(data), size);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
  pugi::xml_node node = parent.append_child(name);
  if (!text.empty()) {
    add_text(node, text);
  }
  return node;
}

void add_text(pugi::xml_node parent, const std::string& text) {
  parent.append_child(pugi::node_pcdata).set_value(text.c_str());
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

std::string xml_text(const pugi::xml_document& document, unsigned flags) {
  StringWriter writer;
  document.save(writer, "  ", pugi::format_indent | flags, pugi::encoding_utf8);
  return writer.text();
}

}  // namespace sallyport::report
