#include "attribution/json_path.hpp"
#include "attribution/line_notes.hpp"

namespace sallyport::attribution {
namespace {

/// Reads `files.PATH.percent` and `generator`.
class QwenReader : public JsonPathReader {
 public:
  QwenNote& note() { return note_; }

 private:
  void on_text(const Path& path, const std::string& value) override {
    if (path.size() == 1 && path[0] == "generator") {
      note_.generator = value;
    }
  }

  void on_number(const Path& path, std::uint64_t value) override {
    if (path.size() == 3 && path[0] == "files" && path[2] == "percent" && value > 0) {
      note_.lines.files[path[1]].of_added = {static_cast<std::int64_t>(value), 100};
    }
  }

  QwenNote note_;
};

}  // namespace

QwenNote parse_qwen_note(std::string_view note) {
  QwenReader reader;
  const bool is_json = reader.read(note);
  reader.note().fault = is_json ? "" : "it is no JSON";
  return std::move(reader.note());
}

}  // namespace sallyport::attribution
