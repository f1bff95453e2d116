#pragma once

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "gate/signing.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace sallyport::cli {

/// A person at a terminal, about to sign. Making one throws `util::Error` (refused) when an agent
/// runs the command or there is no terminal.
struct Person {
  explicit Person(const Invocation& given);

  const Invocation& invocation;
  gate::Session session;
  Terminal terminal;
  gate::Signature signature;
  std::chrono::steady_clock::time_point started;
};

/// The same with the change that they sign.
struct Signing : Person {
  Signing(const Invocation& given, const Selector& selector);

  gate::Judgement judgement;
};

enum class KeyNeed { required, optional };
enum class SyncWish { sync, no_sync };

/// Finds the signing key; without one an optional need leaves the records unsigned. Says at once
/// where the policy does not know the key, and how to be enrolled. Throws where a record could not
/// be made or kept (`gate::try_recording`): nobody answers for nothing.
void find_key(Person& person, const gate::Governing& governing, KeyNeed need);

/// The change in one line, for each base it is judged against.
void show_change(const Signing& signing);

/// Asks for the code that stands for a change, and puts into its records how long it took. Throws
/// `util::Error` (refused) where another one was typed.
void confirm(const Person& person, std::vector<core::SignoffRecord>& records);

/// Asks for the code, signs, appends to the log, keeps the reviewed files; returns the records'
/// ids.
std::vector<std::string> record_all(Person& person, const gate::Governing& governing,
                                    std::vector<core::SignoffRecord> records);

/// The option that every command has which records something.
void add_no_sync(CLI::App& app, SyncWish& wish);

/// Sends the log where it is exchanged; says in one line what came of it.
std::string send_log(gate::Session& session, const gate::Governing& governing, SyncWish wish);

/// The same for what a person has just signed, whom it tells meanwhile.
std::string sync_outcome(Person& person, const gate::Governing& governing, SyncWish wish);

/// Judges again and says what each new record reaches.
void show_reach(const Invocation& invocation, const gate::Session& session,
                gate::Judgement& judgement, const std::vector<core::SignoffRecord>& records,
                const std::vector<std::string>& ids);

/// Asks for the code, signs, appends, syncs, and says what each record reaches now. Returns the
/// exit code.
int finish(Signing& signing, const std::vector<core::SignoffRecord>& records, SyncWish wish);

/// Keeps the reviewed files of new records, as the policy says; a warning where that fails.
void keep_reviewed_files(const Invocation& invocation, gate::Session& session,
                         const core::Policy& policy,
                         const std::vector<core::SignoffRecord>& records,
                         const std::vector<std::string>& ids);

}  // namespace sallyport::cli
