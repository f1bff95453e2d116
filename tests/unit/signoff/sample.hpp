#pragma once

#include "core/review/record.hpp"
#include "signoff/log/log.hpp"
#include "util/sha256.hpp"

namespace sallyport::signoff::test {

/// 2025-11-22T08:26:40Z
inline constexpr util::Time k_time{std::chrono::seconds{1763800000}};

/// All records of a log, whoever signed them.
inline LogScope every_record() {
  return {{std::string(k_any_key), std::string(k_unsigned)}};
}

inline core::Entry sample_entry(const std::string& path) {
  return {path, 0100644, 0100644, util::sha256("old"), util::sha256("new")};
}

/// An approval by alice@example.com of one changed file.
inline core::SignoffRecord sample_record() {
  core::SignoffRecord record;
  record.repo = "acme/widgets";
  record.target = "refs/heads/main";
  record.item = "security";
  record.item_sha256 = std::string(64, 'a');
  record.answers = {{"threats", "none that I could find"}};
  record.base.commit = core::Oid{{1}};
  record.base.tree = core::Oid{{2}};
  record.head.tree = core::Oid{{3}};
  record.change = std::string(64, 'b');
  record.covers = {sample_entry("src/a.cc")};
  record.signer = "alice@example.com";
  record.attended = {true, {}, 412};
  record.time = k_time;
  record.tool = "sallyport 0.1.0";
  return record;
}

}  // namespace sallyport::signoff::test
