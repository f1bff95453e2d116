#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace sallyport::util {

/// What a failure means for the caller of the program; `cli::run` maps each to an exit code.
enum class ErrorKind {
  refused,      ///< a person must do something first: exit 1
  usage,        ///< the command line or a policy is wrong: exit 2
  unavailable,  ///< the answer cannot be had (missing objects, corrupt repository …): exit 3
};

/// A failure that ends the run. Thrown anywhere at the edge, caught once, in `cli::run`.
/// `what` is one lower-case line, `cannot <verb> <thing>: <cause>`; `hint` says what to do, a
/// command where it can be one, and may be empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind error_kind, const std::string& what, std::string what_to_do = {})
      : std::runtime_error(what), kind(error_kind), hint(std::move(what_to_do)) {}

  ErrorKind kind;
  std::string hint;
};

}  // namespace sallyport::util
