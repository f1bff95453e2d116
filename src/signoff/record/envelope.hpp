#pragma once

#include "core/review/record.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::signoff {

/// The canonical JSON payload of a record (records.md §2): keys sorted by their UTF-8 bytes, no
/// white space, integers only. More than 1,000 covers go to the file beside it (`covers_file`).
struct Payload {
  std::string json;
  std::string covers_file;  ///< canonical JSON of the covers list; empty when they are inline
};

/// The payload of a record whose `covers` are in order of raw path bytes; `subject` is their
/// digest. Throws `util::Error` (usage) where a text is not UTF-8.
Payload encode_payload(const core::SignoffRecord& record);

/// The covers file of a record that covers these, in order of raw path bytes.
std::string encode_covers(const std::vector<core::Entry>& covers);

/// DSSE pre-authentication encoding of `payload` (DSSE v1 protocol): what is signed.
std::string pre_authentication_encoding(std::string_view payload);

/// The payload in such an encoding; nothing where it is none.
std::optional<std::string> payload_of(std::string_view encoding);

/// The envelope file: DSSE JSON with one signature, or none for an unsigned record. `signature` is
/// the raw SSHSIG blob, `keyid` `SHA256:…`.
std::string encode_envelope(std::string_view payload, std::string_view signature,
                            std::string_view keyid);

/// An envelope taken apart, signature not yet checked.
struct Envelope {
  std::string payload;
  std::string signature;  ///< raw SSHSIG blob; empty: unsigned
  std::string keyid;
};

/// Takes an envelope file apart (DSSE: unknown members are ignored). The error is one lower-case
/// line.
tl::expected<Envelope, std::string> decode_envelope(std::string_view envelope_file);

/// A record from its envelope file and, where it has one, its covers file. Fills everything but
/// `folder_date` and what `check_signature` finds. The error is one lower-case line that says what
/// is malformed: not canonical, duplicate keys, unknown version, covers that do not hash to the
/// subject …
tl::expected<std::pair<core::SignoffRecord, Envelope>, std::string> decode_record(
    std::string_view envelope_file, std::string_view covers_file);

}  // namespace sallyport::signoff
