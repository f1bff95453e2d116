#include "cli/terminal.hpp"

#include "cli/streams.hpp"
#include "gate/local.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

std::string editor_of(const util::Environment& environment) {
  for (const char* name : {"GIT_EDITOR", "VISUAL", "EDITOR"}) {
    std::string editor = util::variable(environment, name);
    if (!editor.empty() && editor != ":") {
      return editor;
    }
  }
  return "vi";
}

}  // namespace

Terminal::Terminal(const std::string& path)
    : descriptor_(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY)) {
  if (descriptor_ < 0) {
    throw Error(ErrorKind::refused, "cannot sign: there is no terminal to ask a person in",
                "run the same command yourself, in your own terminal");
  }
}

Terminal::~Terminal() {
  ::close(descriptor_);
}

void Terminal::show(std::string_view text) const {
  const std::string shown = displayable(text);
  std::string_view left = shown;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno != EINTR) {
      return;
    }
    left.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
}

std::string Terminal::ask(std::string_view prompt) const {
  show(prompt);
  std::string line;
  for (;;) {
    char c = 0;
    const ssize_t count = ::read(descriptor_, &c, 1);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      throw Error(ErrorKind::refused, "the terminal was closed; nothing was recorded",
                  "run the same command again");
    }
    if (c == '\n') {
      return line;
    }
    line += c;
  }
}

std::string write_in_editor(const util::Environment& environment, std::string_view template_text) {
  const util::TemporaryFolder folder;
  const auto file = folder.path() / "ANSWER";
  std::string text = "\n";
  for (const std::string_view line : util::split_lines(template_text)) {
    text += fmt::format("# {}\n", line);
  }
  util::write_file(file, text, 0600);
  // The editor is a shell command of the user's own, as for git; the path goes in as an argument.
  util::Command command{{"sh", "-c", editor_of(environment) + " \"$@\"", "editor", file.string()},
                        ""};
  command.inherit_terminal = true;
  const auto result = util::run_command(command);
  if (result.status != 0) {
    throw Error(ErrorKind::refused,
                fmt::format("the editor ended with status {}; nothing was recorded", result.status),
                "set another one: export EDITOR=nano");
  }
  const std::string written = util::read_file(file).value_or("");
  return std::string(util::trim(gate::strip_comments(written, '#')));
}

}  // namespace sallyport::cli
