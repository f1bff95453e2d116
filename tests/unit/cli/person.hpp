#pragma once

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>

namespace sallyport::cli::test {

/// A person at a pseudo terminal, who types ahead.
class Person {
 public:
  Person() : person_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)) {
    if (person_ < 0 || ::grantpt(person_) != 0 || ::unlockpt(person_) != 0) {
      throw std::runtime_error("cannot make a terminal");
    }
    terminal_ = ::ptsname(person_);
    // Held open, so that what is typed ahead is kept and what was shown can be read afterwards.
    held_ = ::open(terminal_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  }
  ~Person() {
    ::close(held_);
    ::close(person_);
  }
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;

  [[nodiscard]] const std::string& terminal() const { return terminal_; }

  void type(std::string_view line) const {
    const std::string keys = std::string(line) + "\n";
    if (::write(person_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) {
      throw std::runtime_error("cannot type");
    }
  }

  /// All that was on the screen since this was last asked, with CR LF line ends.
  [[nodiscard]] std::string seen() const {
    std::string screen;
    std::array<char, 4096> buffer{};
    for (;;) {
      const ssize_t count = ::read(person_, buffer.data(), buffer.size());
      if (count <= 0) {
        return screen;
      }
      screen.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  int person_;
  int held_ = -1;
  std::string terminal_;
};

}  // namespace sallyport::cli::test
