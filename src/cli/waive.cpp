#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

struct WaiveOptions {
  Selector selector;
  std::string item;
  std::string reason;
  std::string ticket;
  std::string until;
  SyncWish sync = SyncWish::sync;
};

/// `36h`: hours from now.
std::optional<util::Time> hours_from(util::Time now, std::string_view text) {
  int hours = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, hours);
  const bool is_hours = error == std::errc{} && stop + 1 == end && *stop == 'h' && hours > 0;
  return is_hours ? std::optional(now + std::chrono::hours(hours)) : std::nullopt;
}

util::Time require_time(util::Time now, const std::string& text) {
  auto time = hours_from(now, text);
  time = time ? time : util::parse_iso8601(text);
  if (!time) {
    throw Error(
        ErrorKind::usage, fmt::format("cannot read the time '{}'", text),
        fmt::format("write it as 48h, or as {}", util::to_iso8601(now + std::chrono::hours(48))));
  }
  return *time;
}

int waive(const Invocation& invocation, const WaiveOptions& options) {
  const gate::WaiverTerms terms{options.reason, options.ticket,
                                require_time(invocation.now, options.until)};
  Signing signing(invocation, options.selector);
  find_key(signing, signing.judgement.ground.governing, KeyNeed::required);
  const auto records =
      gate::waivers(signing.session, signing.judgement, options.item, terms, signing.signature);
  show_change(signing);
  signing.terminal.show(
      fmt::format("You let this through without '{}' until {}.\nReason: {}\nMade up for in: {}\n",
                  util::printable(options.item), util::to_iso8601(terms.until),
                  util::printable(terms.reason), util::printable(terms.ticket)));
  return finish(signing, records, options.sync);
}

}  // namespace

void add_waive(CLI::App& app, Invocation& invocation) {
  WaiveOptions& options = options_for(app, invocation, waive);
  app.add_option("item", options.item, "the item that nobody can answer in time")
      ->required()
      ->type_name("ITEM");
  app.add_option("--reason", options.reason, "why it cannot wait")->required()->type_name("TEXT");
  app.add_option("--ticket", options.ticket, "where the review is made up for")
      ->required()
      ->type_name("TEXT");
  app.add_option("--until", options.until, "when the waiver ends: 48h, or 2026-11-24T18:00:00Z")
      ->required()
      ->type_name("TIME");
  add_selector(app, options.selector);
  add_no_sync(app, options.sync);
}

}  // namespace sallyport::cli
