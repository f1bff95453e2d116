#pragma once

#include "core/policy/policy.hpp"
#include "core/review/record.hpp"
#include "git/repository.hpp"
#include "signoff/kept/cache.hpp"
#include "signoff/record/envelope.hpp"

#include <tl/expected.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// The largest record file that is looked at, in bytes.
inline constexpr std::int64_t k_largest_record = std::int64_t{1} << 20U;

/// Whose records are looked at: the fingerprints of their keys. `k_unsigned` among them: also those
/// that nobody signed; `k_any_key`: those of whatever key, where no policy says yet whose count.
using Keys = std::set<std::string>;
inline constexpr std::string_view k_unsigned = "unsigned";
inline constexpr std::string_view k_any_key = "any";

/// Whether records of a key (`claimed_key`) are among them.
bool holds(const Keys& keys, const std::string& key);

/// The keys of a policy's signers, whether they are valid now or not; and `k_unsigned` where an
/// item takes unsigned answers.
Keys keys_of(const core::Policy& policy, const std::vector<core::Signer>& signers);

/// The fingerprint of the key that an envelope says it is signed with, or `k_unsigned`; empty: what
/// it has is no signature.
std::string claimed_key(const Envelope& envelope);

/// What is known of a record file by its place, its envelope and the key of its signature. Nothing
/// that it says was read but what tells where it belongs.
struct Sifted {
  std::string key;  ///< `SHA256:…`, or `k_unsigned`
  std::string tag;  ///< of the record's id and the key: the same for all copies
};

/// Sifts one record file: `place` is its path in the log. The error, one lower-case line, says why
/// it is no record of one of `keys`: it is named or filed otherwise, too large, malformed, signed
/// by another key, or not by the one it names.
tl::expected<Sifted, std::string> sift(std::string_view path, std::string_view content,
                                       const Keys& keys);

/// The covers file beside a record.
struct CoversBeside {
  std::string path;
  std::string sha256;  ///< hex digest, as signed
};

/// Where the covers of a record are that does not hold them itself; nothing where it does.
std::optional<CoversBeside> covers_beside(std::string_view path, std::string_view content);

/// Whether the content of a covers file is what was signed.
bool is_signed(const CoversBeside& beside, std::string_view covers);

/// Tells the records of some people from all else that lies in a log, by what `sift` says. What it
/// found is kept in the repository: each folder is read once, and each file of it.
class Sieve {
 public:
  Sieve(const git::Repository& repository, Keys keys);

  /// The same for a blob. Throws `util::Error` (unavailable) where it is missing.
  [[nodiscard]] tl::expected<Sifted, std::string> sift(const std::string& path,
                                                       const core::Oid& blob) const;
  /// The record files of the folder `path` (with its final '/') whose tree is `folder`, each
  /// signed payload once, sorted.
  std::vector<git::PathBlob> files_in(const std::string& path, const core::Oid& folder);
  /// The record files in the tree of a log that have that id.
  std::vector<git::PathBlob> records_with(const core::Oid& log_tree, const std::string& id);
  /// Names the keys: what was found by the same ones is still true.
  [[nodiscard]] std::string id() const;
  /// Keeps what was found, where it can be.
  void keep() const;

 private:
  /// A record file that passed.
  struct Passed {
    std::string name;  ///< without folder and suffix
    core::Oid blob;
    std::string tag;
  };
  /// What passed of a folder as it was.
  struct Folder {
    core::Oid tree;
    std::vector<Passed> passed;
  };

  const std::vector<Passed>& passed_in(const std::string& path, const core::Oid& folder);
  [[nodiscard]] Folder sift_folder(const std::string& path, const core::Oid& tree,
                                   const std::vector<Folder>& before) const;
  void take(const std::string& line);

  const git::Repository* repository_;
  CacheFile file_;
  Keys keys_;
  std::map<std::string, std::vector<Folder>> folders_;  ///< by path, the latest first
  bool is_new_ = false;
  core::Oid indexed_;                                ///< the tree of a log that `index_` is of
  std::multimap<std::string, git::PathBlob> index_;  ///< by tag
};

}  // namespace sallyport::signoff
