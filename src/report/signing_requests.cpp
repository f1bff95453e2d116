#include "core/review/record.hpp"
#include "report/markdown.hpp"
#include "report/report.hpp"
#include "util/encoding.hpp"

#include <fmt/format.h>

#include <array>

namespace sallyport::report {
namespace {

// Both show every byte that is signed before they ask: what is no printable ASCII as `?`, since a
// terminal could be made to show something else by it.

std::string posix_line(const std::string& base64) {
  return fmt::format(
      "p={}; f=$(mktemp) && printf %s \"$p\" | base64 -d >\"$f\" && LC_ALL=C tr "
      "'\\000-\\011\\013-\\037\\177-\\377' '?' "
      "<\"$f\" && printf '\\n\\nSign this? [y/N] ' && read -r a && [ \"$a\" = y ] && ssh-keygen -Y "
      "sign -n {} -f ~/.ssh/id_ed25519 \"$f\" && {{ echo \"/signature $p\"; cat \"$f.sig\"; rm -f "
      "\"$f\" "
      "\"$f.sig\"; }}",
      base64, core::k_namespace);
}

std::string powershell_line(const std::string& base64) {
  return fmt::format(
      "$p='{}'; $f=(New-TemporaryFile).FullName; "
      "[IO.File]::WriteAllBytes($f,[Convert]::FromBase64String($p)); "
      "[Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($f)) -replace '[^ -~\\n]','?'; if "
      "((Read-Host 'Sign this? "
      "[y/N]') -eq 'y') {{ ssh-keygen -Y sign -n {} -f \"$HOME/.ssh/id_ed25519\" \"$f\"; "
      "\"/signature $p\"; Get-Content \"$f.sig\" }}",
      base64, core::k_namespace);
}

std::string fenced_line(const std::string& line, std::string_view language) {
  return fenced(std::array{line}, language);
}

}  // namespace

std::string render_signing_requests(const std::vector<SigningRequest>& requests) {
  std::string markdown;
  for (const SigningRequest& request : requests) {
    const std::string base64 = util::to_base64(request.bytes);
    markdown += fmt::format(
        "### To sign {0} as {1}\n\nThis item takes a signature with the key of {1}. In a terminal, "
        "with OpenSSH 8.2 or later, one line shows what is signed, item, change and answers, and "
        "signs it; put in your key if it is another one. Then write what it prints last, from "
        "`/signature` on, as a comment here.\n\n{2}\n<details><summary>Windows "
        "PowerShell</summary>\n\n{3}\n</details>\n\n",
        code_span(request.item), code_span(request.signer), fenced_line(posix_line(base64), "sh"),
        fenced_line(powershell_line(base64), "powershell"));
  }
  return markdown;
}

}  // namespace sallyport::report
