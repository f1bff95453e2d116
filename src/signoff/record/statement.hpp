#pragma once

#include "core/review/record.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace sallyport::signoff {

/// in-toto Statement v1, and the type of what it states.
inline constexpr std::string_view k_statement_type = "https://in-toto.io/Statement/v1";
inline constexpr std::string_view k_predicate_type = "urn:sallyport:signoff:v1";

/// More covers than this go to a file beside the record.
inline constexpr std::size_t k_inline_covers = 1000;

/// The record that a payload states; `covers_file` is empty where the covers are inline. The error
/// is one lower-case line.
tl::expected<core::SignoffRecord, std::string> decode_statement(std::string_view payload,
                                                                std::string_view covers_file);

/// The folder of a date that a record with that payload belongs in (`2026/11/22`): approvals go by
/// their date. Empty: in `standing/`, where all is that stands until it is taken back.
std::string date_of(std::string_view payload);

/// The same of a record.
std::string date_of(const core::SignoffRecord& record);

/// What a payload says that it is about, which is read without its covers.
struct Outline {
  std::string item;
  core::ReviewedSide base;
  core::ReviewedSide head;
};

/// The error is one lower-case line.
tl::expected<Outline, std::string> outline_of(std::string_view payload);

/// The hex SHA-256 of the covers file that a payload asks for; empty: it asks for none.
std::string covers_digest(std::string_view payload);

}  // namespace sallyport::signoff
