#pragma once

#include "gate/signing.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::gate {

// A sign-off that is signed where this program is not, with nothing but OpenSSH (records.md §8).

/// What is signed for a record: small enough to be read, since its covers are beside it. Those of
/// one that builds on other reviews stay in it.
std::string bytes_to_sign(core::SignoffRecord record);

/// Who signs elsewhere. Throws `util::Error` (refused) where nobody of that name is enrolled.
Signature signature_elsewhere(const Governing& governing, const std::string& signer);

/// The change that such bytes are about, as `--range` takes it. Throws `util::Error` (usage) where
/// they are none of ours.
std::string range_of_bytes(std::string_view bytes);

/// Bytes and what `ssh-keygen -Y sign` made of them.
struct SignedElsewhere {
  std::string bytes;
  std::string signature;  ///< armored
};

/// Puts such a record into the log, and returns it. Throws `util::Error`: usage where it is none;
/// refused where it is about something else than the judged change, or its signature is not that
/// of the person whom it names.
core::SignoffRecord take_signature(Session& session, const Judgement& judgement,
                                   const SignedElsewhere& made);

}  // namespace sallyport::gate
