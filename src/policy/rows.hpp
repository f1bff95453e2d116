#pragma once

#include "policy/binding.hpp"

#include <array>
#include <map>
#include <optional>
#include <type_traits>

namespace sallyport::policy {

/// Keeps a value as what `to` is; an enumerator by its name.
template <typename Member>
void store(const Value& value, Member& to) {
  if constexpr (std::is_same_v<Member, bool>) {
    to = value.boolean;
  } else if constexpr (std::is_same_v<Member, std::int64_t>) {
    to = value.integer;
  } else if constexpr (std::is_same_v<Member, std::string>) {
    to = value.string;
  } else if constexpr (util::NamedEnum<Member>) {
    to = util::enum_of<Member>(value.string).value_or(to);
  } else {
    to = strings_of(value);
  }
}

/// The value that `store` keeps as `member`.
template <typename Member>
Value stored(const Member& member) {
  if constexpr (util::NamedEnum<Member>) {
    return value_of(std::string(util::to_string(member)));
  } else {
    return value_of(member);
  }
}

/// The type of the keys that are kept in a `Member`, where a row names no narrower one.
template <typename Member>
inline constexpr Type k_type = util::NamedEnum<Member> ? Type::choice : Type::names;
template <>
inline constexpr Type k_type<bool> = Type::boolean;
template <>
inline constexpr Type k_type<std::int64_t> = Type::integer;
template <>
inline constexpr Type k_type<std::string> = Type::text;

/// What a pointer to a member points to, and into what.
template <auto member>
struct MemberOf;
template <typename Outer, typename Inner, Inner Outer::*member>
struct MemberOf<member> {
  using Holder = Outer;
  using Held = Inner;
};

/// The row of a key that is kept in a member.
template <auto member>
constexpr Key key(std::string_view name, std::string_view help) {
  using Holder = typename MemberOf<member>::Holder;
  using Held = typename MemberOf<member>::Held;
  Key row{.name = name, .help = help, .type = k_type<Held>};
  if constexpr (util::NamedEnum<Held>) {
    row.choices = util::k_enum_names<Held>;
  }
  row.set = [](const Record& record, std::string_view, const Value& value) {
    store(value, std::get<Holder*>(record)->*member);
  };
  row.fallback = [] { return stored(Holder{}.*member); };
  return row;
}

/// Keeps a value in a record that is nothing else.
template <typename Whole>
void set_whole(const Record& record, std::string_view, const Value& value) {
  store(value, *std::get<Whole*>(record));
}

/// Where an inner table is kept: under its name, as one more, or as the only one.
template <typename Inner>
Inner& enter(std::map<std::string, Inner>& outer, std::string_view name) {
  return outer[std::string(name)];
}
template <util::NamedEnum Name, typename Inner>
Inner& enter(std::map<Name, Inner>& outer, std::string_view name) {
  return outer[util::enum_of<Name>(name).value()];
}
template <typename Inner>
Inner& enter(std::vector<Inner>& outer, std::string_view) {
  return outer.emplace_back();
}
template <typename Inner>
Inner& enter(std::optional<Inner>& outer, std::string_view) {
  return outer.emplace();
}
inline core::When& enter(core::When& outer, std::string_view) {
  return outer;
}

/// The record of an inner table that is kept in a member, with its place in the file.
template <auto member>
Record open(const Record& outer, std::string_view name, const Value& inner) {
  auto& record = enter(std::get<typename MemberOf<member>::Holder*>(outer)->*member, name);
  if constexpr (requires { record.position; }) {
    record.position = inner.key_position;
  }
  return &record;
}

/// The row of a table, and of an array of tables.
constexpr Key table(std::string_view name, std::string_view help, const Table& of) {
  return {.name = name, .help = help, .type = Type::table, .table = &of};
}
constexpr Key tables(std::string_view name, std::string_view help, const Table& of) {
  return {.name = name, .help = help, .type = Type::tables, .table = &of};
}

/// The names of some enumerators, in the order of a message.
template <auto... values>
inline constexpr std::array k_choice{util::to_string(values)...};

/// Takes an entry away that was inherited; merging looks at it.
inline constexpr Key k_enabled =
    Key{.name = "enabled", .help = "`false` takes an inherited one away", .type = Type::boolean}
        .or_else("`true`");

}  // namespace sallyport::policy
