#include "signoff/log/sieve.hpp"

#include "core/git_terms.hpp"
#include "signoff/key/ssh.hpp"
#include "signoff/key/sshsig.hpp"
#include "signoff/log/log_path.hpp"
#include "signoff/record/statement.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace sallyport::signoff {
namespace {

/// The local log and a few copies have a folder each of that path.
constexpr std::size_t k_most_versions = 4;
constexpr std::size_t k_most_keys = 5000;
constexpr std::size_t k_id_digits = 40;  ///< so many are kept of an id

using Fault = tl::unexpected<std::string>;

/// The key that an envelope says it is signed with, once that is one of `keys`, and the signature
/// is by it.
tl::expected<std::string, std::string> key_of(const Envelope& envelope, const Keys& keys) {
  if (envelope.signature.empty()) {
    return keys.contains(std::string(k_unsigned))
               ? tl::expected<std::string, std::string>(std::string(k_unsigned))
               : Fault("it is not signed");
  }
  const auto signature = parse_sshsig(envelope.signature);
  if (!signature) {
    return Fault(signature.error());
  }
  std::string key = fingerprint(signature->key.blob);
  if (!holds(keys, key)) {
    return Fault(fmt::format("it is signed with {}, a key that the policy does not know", key));
  }
  if (check_quickly(*signature, pre_authentication_encoding(envelope.payload)) ==
      util::SignatureAnswer::fails) {
    return Fault(fmt::format("its signature is not by {}, the key that it names", key));
  }
  return key;
}

/// The first line of the cache.
std::string line_of(const Keys& keys) {
  std::string line = "keys";
  for (const std::string& key : keys) {
    line += " " + key;
  }
  return line;
}

/// The files of a folder, of whatever name.
std::vector<git::PathBlob> blobs_in(const git::Repository& repository, const core::Oid& tree) {
  std::vector<git::PathBlob> blobs;
  for (git::FolderEntry& entry : repository.entries_of_folder(tree)) {
    if (core::is_blob_mode(entry.mode)) {
      blobs.emplace_back(std::move(entry.name), entry.oid);
    }
  }
  return blobs;
}

/// Those of a folder that may be gone from the repository by now.
std::vector<git::PathBlob> known_blobs(const git::Repository& repository, const core::Oid& tree) {
  try {
    return blobs_in(repository, tree);
  } catch (const util::Error&) {
    return {};
  }
}

}  // namespace

bool holds(const Keys& keys, const std::string& key) {
  const bool is_signature = !key.empty() && key != k_unsigned;
  return keys.contains(key) || (is_signature && keys.contains(std::string(k_any_key)));
}

Keys keys_of(const core::Policy& policy, const std::vector<core::Signer>& signers) {
  Keys keys;
  for (const core::Signer& signer : signers) {
    keys.insert(fingerprint(util::parse_base64(signer.key).value_or("")));
  }
  if (std::any_of(policy.items.begin(), policy.items.end(),
                  [](const auto& item) { return !item.second.signature_required; })) {
    keys.emplace(k_unsigned);
  }
  return keys;
}

std::string claimed_key(const Envelope& envelope) {
  if (envelope.signature.empty()) {
    return std::string(k_unsigned);
  }
  const auto signature = parse_sshsig(envelope.signature);
  return signature ? fingerprint(signature->key.blob) : "";
}

tl::expected<Sifted, std::string> sift(std::string_view path, std::string_view content,
                                       const Keys& keys) {
  const auto place = parse_log_path(path);
  if (!place || place->is_covers) {
    return Fault("it is not named as a record is");
  }
  if (static_cast<std::int64_t>(content.size()) > k_largest_record) {
    return Fault(fmt::format("it has more than {} bytes", k_largest_record));
  }
  if (place->name != util::to_hex(util::sha256(content))) {
    return Fault("its name is not the SHA-256 of its content");
  }
  const auto envelope = decode_envelope(content);
  if (!envelope) {
    return Fault(envelope.error());
  }
  auto key = key_of(*envelope, keys);
  if (!key) {
    return Fault(std::move(key.error()));
  }
  if (place->date != date_of(envelope->payload)) {
    return Fault("it is not in the folder of its kind and date");
  }
  const std::string id = util::to_hex(util::sha256(envelope->payload));
  const std::string signer = util::to_hex(util::sha256(*key));
  return Sifted{*std::move(key), id.substr(0, k_id_digits) + signer.substr(0, k_id_digits)};
}

std::optional<CoversBeside> covers_beside(std::string_view path, std::string_view content) {
  const auto envelope = decode_envelope(content);
  std::string digest = envelope ? covers_digest(envelope->payload) : "";
  if (digest.empty()) {
    return std::nullopt;
  }
  return CoversBeside{fmt::format("{}{}{}", path.substr(0, path.rfind('/') + 1),
                                  util::to_hex(util::sha256(envelope->payload)), k_covers_suffix),
                      std::move(digest)};
}

bool is_signed(const CoversBeside& beside, std::string_view covers) {
  return util::to_hex(util::sha256(covers)) == beside.sha256;
}

Sieve::Sieve(const git::Repository& repository, Keys keys)
    : repository_(&repository), file_(repository, k_folders_cache), keys_(std::move(keys)) {
  const std::vector<std::string> lines = file_.lines();
  if (lines.empty()) {
    return;
  }
  const auto words = util::split(lines.front(), ' ');
  const Keys known(words.begin() + 1, words.end());
  if (!std::includes(known.begin(), known.end(), keys_.begin(), keys_.end())) {
    // What other policies asked for is asked again, so that they do not take turns in forgetting.
    if (known.size() + keys_.size() <= k_most_keys) {
      keys_.insert(known.begin(), known.end());
    }
    return;
  }
  keys_ = known;
  std::for_each(lines.begin() + 1, lines.end(), [&](const std::string& line) { take(line); });
}

tl::expected<Sifted, std::string> Sieve::sift(const std::string& path,
                                              const core::Oid& blob) const {
  const auto content = repository_->small_blob(blob, k_largest_record);
  return content ? signoff::sift(path, *content, keys_)
                 : tl::expected<Sifted, std::string>(
                       Fault(fmt::format("it has more than {} bytes", k_largest_record)));
}

std::vector<git::PathBlob> Sieve::files_in(const std::string& path, const core::Oid& folder) {
  std::vector<git::PathBlob> files;
  const std::vector<Passed>& passed = passed_in(path, folder);
  files.reserve(passed.size());
  for (const Passed& file : passed) {
    files.emplace_back(fmt::format("{}{}{}", path, file.name, k_record_suffix), file.blob);
  }
  return files;
}

const std::vector<Sieve::Passed>& Sieve::passed_in(const std::string& path,
                                                   const core::Oid& folder) {
  std::vector<Folder>& versions = folders_[path];
  auto found = std::find_if(versions.begin(), versions.end(),
                            [&](const Folder& version) { return version.tree == folder; });
  if (found == versions.end()) {
    found = versions.insert(versions.begin(), sift_folder(path, folder, versions));
    versions.resize(std::min(versions.size(), k_most_versions));
    is_new_ = true;
  }
  return found->passed;
}

std::vector<git::PathBlob> Sieve::records_with(const core::Oid& log_tree, const std::string& id) {
  if (indexed_ != log_tree) {
    index_.clear();
    for (const RecordFolder& folder : record_folders(*repository_, log_tree, {})) {
      for (const Passed& passed : passed_in(folder.path, folder.tree)) {
        index_.emplace(
            passed.tag,
            git::PathBlob{folder.path + passed.name + std::string(k_record_suffix), passed.blob});
      }
    }
    indexed_ = log_tree;
  }
  const std::string start = id.substr(0, k_id_digits);
  std::vector<git::PathBlob> records;
  for (auto at = index_.lower_bound(start); at != index_.end() && at->first.starts_with(start);
       ++at) {
    records.push_back(at->second);
  }
  return records;
}

/// A file that was in the folder before is not read again.
Sieve::Folder Sieve::sift_folder(const std::string& path, const core::Oid& tree,
                                 const std::vector<Folder>& before) const {
  const auto old = before.empty() ? std::vector<git::PathBlob>{}
                                  : known_blobs(*repository_, before.front().tree);
  std::map<std::string, Passed> passed;  // by tag
  std::vector<git::PathBlob> unknown;
  const auto now = blobs_in(*repository_, tree);
  for (const Passed& each : before.empty() ? std::vector<Passed>{} : before.front().passed) {
    const git::PathBlob file(each.name + std::string(k_record_suffix), each.blob);
    if (std::binary_search(now.begin(), now.end(), file)) {
      passed.emplace(each.tag, each);
    }
  }
  std::set_difference(now.begin(), now.end(), old.begin(), old.end(), std::back_inserter(unknown));
  for (const auto& [name, blob] : unknown) {
    const auto place = parse_log_path(path + name);
    const auto sifted = place && !place->is_covers ? sift(path + name, blob)
                                                   : tl::expected<Sifted, std::string>(Fault(""));
    if (sifted) {
      passed.emplace(sifted->tag, Passed{place->name, blob, sifted->tag});
    }
  }
  Folder folder{tree, {}};
  for (auto& [tag, file] : passed) {
    folder.passed.push_back(std::move(file));
  }
  std::sort(folder.passed.begin(), folder.passed.end(),
            [](const Passed& a, const Passed& b) { return a.name < b.name; });
  return folder;
}

std::string Sieve::id() const {
  return util::to_hex(util::sha256(line_of(keys_)));
}

void Sieve::keep() const {
  if (!is_new_) {
    return;
  }
  std::vector<std::string> lines{line_of(keys_)};
  for (const auto& [path, versions] : folders_) {
    for (const Folder& folder : versions) {
      std::string line = fmt::format("{} {}", core::to_hex(folder.tree), path);
      for (const Passed& file : folder.passed) {
        line += fmt::format(" {}:{}:{}", file.name, core::to_hex(file.blob), file.tag);
      }
      lines.push_back(std::move(line));
    }
  }
  file_.keep(lines);
}

/// Takes in a line of the cache.
void Sieve::take(const std::string& line) {
  const auto words = util::split(line, ' ');
  const auto tree = words.size() < 2 ? std::nullopt : core::parse_oid(words[0]);
  if (!tree) {
    return;
  }
  Folder folder{*tree, {}};
  for (std::size_t i = 2; i < words.size(); ++i) {
    auto parts = util::split(words[i], ':');
    const auto blob = parts.size() == 3 ? core::parse_oid(parts[1]) : std::nullopt;
    if (!blob) {
      return;
    }
    folder.passed.push_back({std::move(parts[0]), *blob, std::move(parts[2])});
  }
  folders_[words[1]].push_back(std::move(folder));
}

}  // namespace sallyport::signoff
