#pragma once

#include "core/change/change.hpp"

#include <string>
#include <string_view>

namespace sallyport::attribution {

/// The account number of `<number>+<login>@users.noreply.github.com`; empty for any other address.
std::string forge_account(std::string_view email);

/// A `Name <address>` of a trailer, whose brackets may lack, or be those of HTML or a Markdown
/// link; an address or a name may stand alone. The address is lower case.
core::Identity parse_identity(std::string_view value);

/// `Name <address>`, or what there is of both.
std::string to_string(const core::Identity& identity);

/// Whether an identity is a bot that is no AI.
bool is_automation(const core::Identity& identity);

}  // namespace sallyport::attribution
