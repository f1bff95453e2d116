#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace sallyport::util {

/// What a failure means for the caller of the program; `cli::run` maps each to an exit code.
enum class ErrorKind {
  refused,      ///< a person must do something first: exit 1
  usage,        ///< the command line or a policy is wrong: exit 2
  unavailable,  ///< the answer cannot be had (missing objects, corrupt repository …): exit 3
};

/// The command that helps against a failure of the system, known by the words of strerror(3) in
/// `what`: a full or read-only disk, too many files; else one that shows the file it names. Empty:
/// it is about neither.
std::string hint_for(std::string_view what);

/// A failure that ends the run. Thrown anywhere at the edge, caught once, in `cli::run`.
/// `what` is one lower-case line, `cannot <verb> <thing>: <cause>`; `hint` says what to do, a
/// command where it can be one; where it is not given, it is what `hint_for` knows.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind error_kind, const std::string& what, std::string what_to_do = {})
      : std::runtime_error(what),
        kind(error_kind),
        hint(what_to_do.empty() ? hint_for(what) : std::move(what_to_do)) {}

  ErrorKind kind;
  std::string hint;
};

}  // namespace sallyport::util
