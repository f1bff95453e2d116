#include "core/policy/people.hpp"

#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::core {
namespace {

PrincipalKind kind_of(const std::string& name, const Policy& policy) {
  const auto found = policy.principals.find(name);
  return found == policy.principals.end() ? PrincipalKind::human : found->second.kind;
}

/// How a forge writes the numeric id of an account into the address that it makes up for it.
struct NoreplyForm {
  std::string_view forge;
  char separator;  ///< between the id and the login
  std::string_view domain;
};

constexpr std::array<NoreplyForm, 2> k_noreply_forms{{
    {"github", '+', "@users.noreply.github.com"},
    {"gitlab", '-', "@users.noreply.gitlab.com"},
}};

/// `github:123` for `123+login@users.noreply.github.com`; empty for other addresses.
std::string forge_identity(std::string_view address) {
  const auto digits = address.substr(0, address.find_first_not_of("0123456789"));
  for (const NoreplyForm& form : k_noreply_forms) {
    const bool has_id = !digits.empty() && digits.size() < address.size() &&
                        address[digits.size()] == form.separator;
    if (has_id && address.ends_with(form.domain)) {
      return fmt::format("{}:{}", form.forge, digits);
    }
  }
  return "";
}

bool has_address(const Principal& principal, const std::string& address) {
  return std::any_of(principal.emails.begin(), principal.emails.end(),
                     [&](const std::string& email) { return util::ascii_lower(email) == address; });
}

/// The human principals whom an address names, directly or by a forge's numeric id.
Principals principals_of(const std::string& raw_address, const Policy& policy,
                         const Principals& humans) {
  const std::string address = util::ascii_lower(raw_address);
  const std::string forge = forge_identity(address);
  Principals named;
  for (const std::string& name : humans) {
    const auto found = policy.principals.find(name);
    const bool in_table =
        found != policy.principals.end() &&
        (has_address(found->second, address) ||
         (!forge.empty() && std::find(found->second.forge.begin(), found->second.forge.end(),
                                      forge) != found->second.forge.end()));
    if (util::ascii_lower(name) == address || in_table) {
      named.insert(name);
    }
  }
  return named;
}

bool is_valid_at(const Signer& signer, util::Time now) {
  return (!signer.valid_after || now >= *signer.valid_after) &&
         (!signer.valid_before || now < *signer.valid_before);
}

}  // namespace

Principals human_principals(const Policy& policy, const std::vector<Signer>& signers) {
  Principals humans;
  for (const auto& [name, principal] : policy.principals) {
    if (principal.kind == PrincipalKind::human) {
      humans.insert(name);
    }
  }
  for (const Signer& signer : signers) {
    if (kind_of(signer.principal, policy) == PrincipalKind::human) {
      humans.insert(signer.principal);
    }
  }
  return humans;
}

Principals human_key_holders(const Policy& policy, const std::vector<Signer>& signers,
                             util::Time now) {
  Principals holders;
  for (const Signer& signer : signers) {
    if (is_valid_at(signer, now) && kind_of(signer.principal, policy) == PrincipalKind::human) {
      holders.insert(signer.principal);
    }
  }
  return holders;
}

Principals eligible_approvers(const Item& item, const Policy& policy,
                              const std::vector<Signer>& signers) {
  Principals humans = human_principals(policy, signers);
  if (item.approvers.empty()) {
    return humans;
  }
  Principals eligible;
  const auto add = [&](const std::string& name) {
    if (humans.contains(name)) {
      eligible.insert(name);
    }
  };
  for (const std::string& approver : item.approvers) {
    if (!approver.starts_with('@')) {
      add(approver);
      continue;
    }
    const auto group = policy.groups.find(approver.substr(1));
    if (group != policy.groups.end()) {
      std::for_each(group->second.begin(), group->second.end(), add);
    }
  }
  return eligible;
}

Principals named_by(const Commit& commit, const CommitEvidence& evidence, const Policy& policy,
                    const Principals& humans, const std::set<Updater>& updaters) {
  Principals found = principals_of(commit.author.email, policy, humans);
  found.merge(principals_of(commit.committer.email, policy, humans));
  for (const std::string& co_author : evidence.human_co_authors) {
    for (const std::string& name : principals_of(co_author, policy, humans)) {
      if (!updaters.contains({commit.id.value_or(Oid{}), name})) {
        found.insert(name);
      }
    }
  }
  return found;
}

Principals contributors(const std::vector<Commit>& commits,
                        const std::vector<CommitEvidence>& evidence, const Policy& policy,
                        const std::vector<Signer>& signers, const std::set<Updater>& updaters) {
  const Principals humans = human_principals(policy, signers);
  Principals found;
  for (std::size_t i = 0; i < commits.size(); ++i) {
    if (!commits[i].clean_merge) {
      found.merge(named_by(commits[i], evidence.at(i), policy, humans, updaters));
    }
  }
  return found;
}

Principals possible_bearers(const std::string& forge_identity, const Policy& policy,
                            const std::vector<Signer>& signers) {
  const std::string forge = forge_identity.substr(0, forge_identity.find(':') + 1);
  Principals bearers;
  Principals strangers;
  for (const std::string& name : human_principals(policy, signers)) {
    const auto found = policy.principals.find(name);
    const auto identities =
        found == policy.principals.end() ? std::vector<std::string>{} : found->second.forge;
    if (std::find(identities.begin(), identities.end(), forge_identity) != identities.end()) {
      bearers.insert(name);
    }
    if (std::none_of(identities.begin(), identities.end(),
                     [&](const std::string& identity) { return identity.starts_with(forge); })) {
      strangers.insert(name);
    }
  }
  return bearers.empty() ? strangers : bearers;
}

Principals people_with_address(const std::string& address, const Policy& policy,
                               const std::vector<Signer>& signers) {
  return principals_of(address, policy, human_principals(policy, signers));
}

std::optional<std::string> missing_signers(const Policy& policy, const std::vector<Signer>& signers,
                                           util::Time now) {
  const auto item = std::find_if(policy.items.begin(), policy.items.end(), [](const auto& entry) {
    return entry.first != k_policy_change && entry.second.signature_required;
  });
  if (item == policy.items.end() || !human_key_holders(policy, signers, now).empty()) {
    return std::nullopt;
  }
  return fmt::format("item '{}' needs a signature, and no person has a key that is valid now",
                     item->first);
}

}  // namespace sallyport::core
