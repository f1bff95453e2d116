#include "report/report.hpp"

#include <array>

namespace sallyport::report {

std::span<const Format> formats() {
  static constexpr std::array k_formats{
      Format{"text", render_text},
      Format{"json", render_json},
  };
  return k_formats;
}

}  // namespace sallyport::report
