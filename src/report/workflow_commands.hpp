#pragma once

#include <string>
#include <string_view>

namespace sallyport::report {

/// `text` as the message of a workflow command of GitHub Actions: `%`, CR and LF escaped.
std::string escape_command_message(std::string_view text);

/// `text` as the value of a property of a workflow command: `:` and `,` escaped as well.
std::string escape_command_property(std::string_view text);

/// `text` between `::stop-commands::TOKEN` and `::TOKEN::`, so that the runner takes no line of it
/// for a command, be it `::error::` or the older `##[error]`, which may stand anywhere in a line.
/// `token` must be new and random each time, 16 or more ASCII letters and digits. Throws
/// `util::Error` (unavailable) where it is not, or where `text` holds it.
std::string guard_workflow_commands(std::string_view text, std::string_view token);

}  // namespace sallyport::report
