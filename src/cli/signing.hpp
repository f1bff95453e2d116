#pragma once

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "gate/signing.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace sallyport::cli {

/// A person at a terminal about to sign a judged change. Making one throws `util::Error` (refused)
/// when an agent runs the command or there is no terminal.
struct Signing {
  Signing(const Invocation& invocation, const Selector& selector);

  gate::Session session;
  Terminal terminal;
  gate::Selection selection;
  gate::Judgement judgement;
  gate::Signature signature;
  std::chrono::steady_clock::time_point started;
};

enum class KeyNeed { required, optional };
enum class SyncWish { sync, no_sync };

/// Finds the signing key; without one an optional need leaves the records unsigned.
void find_key(Signing& signing, KeyNeed need);

/// The change in one line, for each base it is judged against.
void show_change(const Signing& signing);

/// Asks for the code, signs, appends, syncs, and says what each record reaches now. Returns the
/// exit code.
int finish(Signing& signing, std::vector<core::SignoffRecord> records, SyncWish wish);

/// Keeps the reviewed files of new records, as the policy says; a warning where that fails.
void keep_reviewed_files(gate::Session& session, const core::Policy& policy,
                         const std::vector<core::SignoffRecord>& records,
                         const std::vector<std::string>& ids);

/// The remote that the log is exchanged with: the current branch's, else `origin`, else the only
/// one; empty: none.
std::string log_remote(const gate::Session& session);

}  // namespace sallyport::cli
