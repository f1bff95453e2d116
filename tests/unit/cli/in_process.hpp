#pragma once

#include "cli/run.hpp"
#include "unit/gate/world.hpp"

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

namespace sallyport::cli::test {

/// What a run printed, and its exit code.
struct Ran {
  int status = 0;
  std::string out;
  std::string err;
};

inline std::vector<std::string> nobody() {
  return {};
}

inline std::vector<std::string> an_agent() {
  return {"bash", "claude", "bash"};
}

/// What a run finds around it: a person without a terminal, unless said otherwise.
struct Around {
  util::Environment variables{};
  std::string input{};
  bool on_terminal = false;
  std::string terminal = "/nowhere/tty";
  std::vector<std::string> (*ancestors)() = nobody;
};

/// Runs the program in this process with that environment, at the time of `gate::test::World`.
inline Ran run_with(util::Environment environment, const std::vector<std::string>& arguments,
                    const Around& around = {}) {
  for (const auto& [name, value] : around.variables) {
    environment[name] = value;
  }
  std::istringstream in(around.input);
  std::ostringstream out;
  std::ostringstream err;
  const Surroundings surroundings{std::move(environment),
                                  util::Time(std::chrono::seconds(1700100000)),
                                  "/usr/bin/sallyport", around.ancestors};
  const Streams streams{in, {out, around.on_terminal}, {err, around.on_terminal}, around.terminal};
  const int status = run(arguments, surroundings, streams);
  return {status, out.str(), err.str()};
}

/// The same in Alice's repository.
inline Ran run_in(gate::test::World& world, std::vector<std::string> arguments,
                  const Around& around = {}) {
  const std::vector<std::string> place{"-C", world.repo().path().string()};
  arguments.insert(arguments.begin(), place.begin(), place.end());
  return run_with(world.repo().environment(), arguments, around);
}

/// Whether `text` may be shown on any terminal as it is.
inline bool is_displayable(const std::string& text) {
  return displayable(text) == text;
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace sallyport::cli::test
