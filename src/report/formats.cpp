#include "report/report.hpp"

#include <array>

namespace sallyport::report {

std::span<const Format> formats() {
  static constexpr std::array k_formats{
      Format{"text", render_text},
      Format{"json", render_json},
      Format{"sarif", render_sarif},
      Format{"code-quality", render_code_quality},
      Format{"junit", render_junit},
      Format{"markdown", render_markdown},
      Format{"github", render_github},
      Format{"html", render_html},
      Format{"commit-status", render_commit_status},
  };
  return k_formats;
}

}  // namespace sallyport::report
