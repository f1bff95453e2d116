#include "util/coprocess.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <unistd.h>

namespace sallyport::util {

Coprocess::Coprocess(const Command& command) : spawned_(spawn(command, &streams_)) {}

Coprocess::~Coprocess() {
  streams_.input.close_write_end();
  streams_.output.close_read_end();
  if (spawned_.child != 0) {
    wait_for(spawned_.child);
  }
}

void Coprocess::ask(std::string_view question) const {
  while (!question.empty()) {
    const ssize_t count = ::write(streams_.input.write_end(), question.data(), question.size());
    if (count < 0 && errno != EINTR) {
      return;
    }
    question.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

bool Coprocess::fill() {
  if (at_ == unread_.size()) {
    unread_.clear();
    at_ = 0;
  }
  std::array<char, 65536> buffer{};
  ssize_t count = 0;
  do {
    count = ::read(streams_.output.read_end(), buffer.data(), buffer.size());
  } while (count < 0 && errno == EINTR);
  unread_.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return count > 0;
}

std::optional<std::string> Coprocess::read_line() {
  std::size_t end = unread_.find('\n', at_);
  while (end == std::string::npos) {
    if (!fill()) {
      return std::nullopt;
    }
    end = unread_.find('\n', at_);
  }
  std::string line = unread_.substr(at_, end - at_);
  at_ = end + 1;
  return line;
}

std::string Coprocess::read(std::size_t count) {
  std::string bytes;
  bytes.reserve(count);
  while (bytes.size() < count && (at_ < unread_.size() || fill())) {
    const std::size_t taken = std::min(count - bytes.size(), unread_.size() - at_);
    bytes.append(unread_, at_, taken);
    at_ += taken;
  }
  return bytes;
}

}  // namespace sallyport::util
