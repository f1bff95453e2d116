#pragma once

#include "util/process.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sallyport::signoff {

/// The absolute path of a program in PATH of `environment`; entries that are not absolute are
/// passed over, so that a repository cannot supply the program. A name with a '/' is itself.
std::optional<std::string> find_program(std::string_view name,
                                        const util::Environment& environment);

/// The stock `ssh-keygen`. Throws `util::Error` (unavailable) when it is missing.
std::string find_ssh_keygen(const util::Environment& environment);

/// `text` of another program on one line, fit to be shown, without the passwords of URLs.
std::string one_line(std::string_view text);

}  // namespace sallyport::signoff
