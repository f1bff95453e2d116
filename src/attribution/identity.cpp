#include "attribution/identity.hpp"

#include "attribution/catalogue.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace sallyport::attribution {
namespace {

/// A whole address, a number or a name that belongs to an automation.
struct BotNames {
  std::unordered_set<std::string> accounts;
  std::unordered_set<std::string> addresses;
  std::unordered_set<std::string> names;
};

BotNames bot_names() {
  BotNames bots;
  for (const Automation& bot : automations()) {
    if (!bot.id.empty()) {
      bots.accounts.emplace(bot.id);
    }
    if (!bot.email.empty()) {
      bots.addresses.insert(util::ascii_lower(bot.email));
    }
    // A person may have any name, but none that ends like the login of an app.
    if (bot.name.ends_with("[bot]")) {
      bots.names.emplace(bot.name);
    }
  }
  return bots;
}

}  // namespace

std::string forge_account(std::string_view email) {
  constexpr std::size_t k_most_digits = 19;
  const std::string address = util::ascii_lower(util::trim(email));
  const auto digits = std::min(address.find_first_not_of("0123456789"), address.size());
  const auto at = address.find('@');
  const bool is_noreply = at != std::string::npos && at > digits + 1 && address[digits] == '+' &&
                          address.substr(at) == "@users.noreply.github.com";
  return digits > 0 && digits <= k_most_digits && is_noreply ? address.substr(0, digits) : "";
}

namespace {

/// `value` with the brackets of an address as they are where a web page or Markdown changed them:
/// `&lt;a@b&gt;`, `[a@b](mailto:a@b)`.
std::string with_plain_brackets(std::string_view value) {
  constexpr std::string_view k_link = "](mailto:";
  std::string text(value);
  if (const auto link = text.find(k_link); link != std::string::npos) {
    const auto open = text.rfind('[', link);
    if (open != std::string::npos) {
      text = text.substr(0, open) + '<' + text.substr(open + 1, link - open - 1) + '>';
    }
  }
  for (const auto& [escaped, plain] : {std::pair("&lt;", "<"), std::pair("&gt;", ">")}) {
    if (const auto at = text.find(escaped); at != std::string::npos) {
      text.replace(at, std::string_view(escaped).size(), plain);
    }
  }
  return text;
}

}  // namespace

core::Identity parse_identity(std::string_view value) {
  const std::string plain = with_plain_brackets(value);
  const std::string_view text = util::trim(plain);
  const auto open = text.rfind('<');
  if (open == std::string_view::npos) {
    const auto word = text.find_last_of(" \t") + 1;  // 0 where there is one word alone
    return text.find('@', word) == std::string_view::npos
               ? core::Identity{std::string(text), ""}
               : core::Identity{std::string(util::trim(text.substr(0, word))),
                                util::ascii_lower(text.substr(word))};
  }
  std::string_view address = text.substr(open + 1);
  address = address.substr(0, address.find('>'));
  return {std::string(util::trim(text.substr(0, open))), util::ascii_lower(util::trim(address))};
}

std::string to_string(const core::Identity& identity) {
  if (identity.email.empty()) {
    return identity.name;
  }
  return (identity.name.empty() ? "<" : identity.name + " <") + identity.email + ">";
}

bool is_automation(const core::Identity& identity) {
  static const BotNames k_bots = bot_names();
  const std::string account = forge_account(identity.email);
  return (!account.empty() && k_bots.accounts.contains(account)) ||
         k_bots.addresses.contains(util::ascii_lower(identity.email)) ||
         k_bots.names.contains(identity.name);
}

}  // namespace sallyport::attribution
