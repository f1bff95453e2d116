#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::attribution {

/// Reads JSON value by value without keeping it, and tells where each value stands: the keys from
/// the root on, with `[]` for an array. Values more than `k_most_levels` deep are passed over.
class JsonPathReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  static constexpr std::size_t k_most_levels = 8;

  /// Whether `text` is JSON; the values seen until a fault have been told.
  bool read(std::string_view text);

  bool null() override { return true; }
  bool boolean(bool value) override;
  bool number_integer(number_integer_t value) override;
  bool number_unsigned(number_unsigned_t value) override;
  bool number_float(number_float_t value, const string_t& text) override;
  bool string(string_t& value) override;
  bool binary(binary_t& value) override;
  bool start_object(std::size_t elements) override;
  bool key(string_t& name) override;
  bool end_object() override;
  bool start_array(std::size_t elements) override;
  bool end_array() override;
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) override;

 protected:
  using Path = std::vector<std::string>;

  virtual void on_text(const Path& /*path*/, const std::string& /*value*/) {}
  virtual void on_number(const Path& /*path*/, std::uint64_t /*value*/) {}  ///< rounded up
  virtual void on_open(const Path& /*path*/) {}   ///< an object begins; `path` leads to it
  virtual void on_close(const Path& /*path*/) {}  ///< an object or array ends; `path` leads to it

 private:
  [[nodiscard]] bool is_seen() const { return depth_ <= k_most_levels; }
  bool open(const char* name);
  bool close();

  Path path_;
  std::size_t depth_ = 0;
};

}  // namespace sallyport::attribution
