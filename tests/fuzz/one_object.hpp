#pragma once

#include "git/backend/backend.hpp"
#include "git/objects/objects.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace sallyport::fuzz {

/// A repository of one object, whatever its bytes are, and of nothing else.
class OneObject final : public git::Backend {
 public:
  OneObject(git::ObjectType type, std::string_view bytes, core::ObjectFormat format)
      : type_(type), bytes_(bytes) {
    layout_.format = format;
    id_.bytes.front() = 1;
  }

  [[nodiscard]] const core::Oid& id() const { return id_; }

  /// The first bytes of the id, as many as the shorter format has, as a tree would hold them.
  [[nodiscard]] std::string_view id_bytes() const {
    return {reinterpret_cast<const char*>(id_.bytes.data()),
            core::size_of(core::ObjectFormat::sha1)};
  }

  [[nodiscard]] const git::Layout& layout() const override { return layout_; }
  [[nodiscard]] git::Found<git::ObjectHeader> header(const core::Oid& id) override {
    using Header = git::ObjectHeader;
    return id == id_ ? git::Found<Header>{Header{type_, static_cast<std::int64_t>(bytes_.size())}}
                     : git::Found<Header>{};
  }
  [[nodiscard]] git::Found<git::StoredObject> object(const core::Oid& id) override {
    using Object = git::StoredObject;
    return id == id_ ? git::Found<Object>{Object{type_, {nullptr, bytes_}}} : git::Found<Object>{};
  }

  [[nodiscard]] std::optional<util::Sha256> digest(const core::Oid& /*blob*/) override { fail(); }
  [[nodiscard]] core::Oid store(git::ObjectType /*type*/, std::string_view /*bytes*/) override {
    fail();
  }
  [[nodiscard]] bool abbreviates_object(const std::string& /*digits*/) override { fail(); }
  [[nodiscard]] std::optional<git::StoredRef> find_ref(const std::string& /*name*/) override {
    fail();
  }
  [[nodiscard]] std::vector<git::StoredRef> list_refs(const std::string& /*prefix*/,
                                                      std::size_t /*most*/) override {
    fail();
  }
  [[nodiscard]] std::optional<core::Oid> parse_revision(const std::string& /*text*/) override {
    fail();
  }
  git::RefUpdate move_ref(const git::RefChange& /*change*/) override { fail(); }
  [[nodiscard]] core::Oid index_tree(git::Keep /*keep*/) override { fail(); }
  [[nodiscard]] git::Found<core::Oid> merged_tree(const core::Oid& /*ours*/,
                                                  const core::Oid& /*theirs*/) override {
    fail();
  }
  [[nodiscard]] std::optional<std::string> setting(const std::string& /*name*/,
                                                   git::ConfigScope /*least_trusted*/) override {
    fail();
  }
  [[nodiscard]] std::vector<std::string> remotes() override { return {}; }
  [[nodiscard]] std::vector<std::string> promisors() override { return {}; }

 private:
  [[noreturn]] static void fail() { throw std::logic_error("there is only one object"); }

  git::ObjectType type_;
  std::string_view bytes_;
  git::Layout layout_;
  core::Oid id_;
};

}  // namespace sallyport::fuzz
