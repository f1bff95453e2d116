#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace sallyport::util {

/// An enum with names: its values count up from 0, and beside it stands, once, what it is called in
/// files and reports: `constexpr auto enum_names(Level) { return names("analyze", "create"); }`.
template <typename Enum>
concept NamedEnum = std::is_enum_v<Enum> && requires(Enum value) {
  enum_names(value);
};

/// A table of names, in the order of the enumerators.
template <typename... Name>
constexpr std::array<std::string_view, sizeof...(Name)> names(const Name&... name) {
  return {name...};
}

/// The table of `Enum`: what a schema, a parser or a message takes its choices from.
template <NamedEnum Enum>
inline constexpr auto k_enum_names = enum_names(Enum{});

/// The name of `value`.
template <NamedEnum Enum>
constexpr std::string_view to_string(Enum value) {
  return k_enum_names<Enum>.at(static_cast<std::size_t>(value));
}

/// The enumerator that is called `name`; nothing where none is.
template <NamedEnum Enum>
constexpr std::optional<Enum> enum_of(std::string_view name) {
  for (std::size_t value = 0; value < k_enum_names<Enum>.size(); ++value) {
    if (k_enum_names<Enum>[value] == name) {
      return static_cast<Enum>(value);
    }
  }
  return std::nullopt;
}

/// Whether `rows` has a row for every enumerator up to `last`, its `value`, in their order.
template <typename Row, std::size_t Size, typename Enum>
constexpr bool is_complete(const std::array<Row, Size>& rows, Enum last) {
  for (std::size_t i = 0; i < Size; ++i) {
    if (static_cast<std::size_t>(rows[i].value) != i) {
      return false;
    }
  }
  return Size == static_cast<std::size_t>(last) + 1;
}

}  // namespace sallyport::util
