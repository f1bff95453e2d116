#include "core/origin/on_behalf.hpp"

#include <algorithm>

namespace sallyport::core {
namespace {

bool is_importer(const std::string& name, const Policy& policy) {
  const auto found = policy.principals.find(name);
  return found != policy.principals.end() && found->second.kind == PrincipalKind::importer;
}

/// Who in the policy has that forge identity; empty: nobody.
std::string bearer_of(const std::string& identity, const Policy& policy) {
  for (const auto& [name, principal] : policy.principals) {
    if (std::find(principal.forge.begin(), principal.forge.end(), identity) !=
        principal.forge.end()) {
      return name;
    }
  }
  return "";
}

void invalidate(SignoffRecord& record, Reason problem) {
  record.signature = SignatureState::invalid;
  record.signature_problem = std::move(problem);
  record.principal.clear();
}

}  // namespace

void resolve_on_behalf(SignoffRecord& record, const Policy& policy) {
  if (record.on_behalf_of.empty() || record.signature != SignatureState::valid) {
    return;
  }
  if (!is_importer(record.principal, policy) || record.signer != record.principal) {
    invalidate(record, {Flaw::no_importer});
    return;
  }
  const std::string person = bearer_of(record.on_behalf_of, policy);
  if (person.empty()) {
    invalidate(record, {.flaw = Flaw::unknown_bearer, .detail = record.on_behalf_of});
    return;
  }
  record.principal = person;
  record.signer = person;
  record.assurance = Assurance::forge;
}

}  // namespace sallyport::core
