#include "gate/import.hpp"

#include "core/origin/on_behalf.hpp"
#include "core/review/validity.hpp"
#include "core/verdict/item_judge.hpp"
#include "gate/elsewhere.hpp"
#include "gate/records.hpp"
#include "report/phrases.hpp"
#include "signoff/log/log.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace sallyport::gate {
namespace {

using util::Error;
using util::ErrorKind;

/// The digits of a change digest that a comment must hold: with fewer, somebody could make two
/// changes that begin alike, one to be read and one to land.
constexpr std::size_t k_least_digits = 32;

/// Asks the rules for records whether the key and the author may import at all; says who in the
/// policy the author is.
std::string require_standing(const Session& session, const Judgement& judgement,
                             const ci::Review& review, const Signature& importer) {
  core::SignoffRecord probe;
  probe.signer = probe.principal = signer_name(session, judgement.facts.front().signers, importer);
  probe.on_behalf_of = review.author;
  probe.signature = core::SignatureState::valid;
  core::resolve_on_behalf(probe, judgement.ground.governing.policy);
  if (probe.signature != core::SignatureState::valid) {
    throw Error(ErrorKind::refused,
                fmt::format("cannot import for {}: {}", review.author,
                            report::phrase(probe.signature_problem)),
                "an importer is a principal with kind = \"importer\" and a line in the signers; a "
                "person needs forge = [\"FORGE:ID\"] (sallyport enroll --forge)");
  }
  return probe.principal;
}

/// A review counts for the commit that it was made on and for no other.
void require_reviewed_head(const Judgement& judgement, const ci::Review& review) {
  const auto& head = judgement.report.head_commit;
  if (!review.head.empty() && (!head || core::to_hex(*head) != review.head)) {
    throw Error(
        ErrorKind::refused,
        fmt::format("not imported: the review is of {}, not of what was named", review.head),
        "leave --head out: a review says itself what it was made on");
  }
}

/// A comment speaks about the change that it names; a review about the commit it was made on.
std::string problem_of_digest(const ci::Review& review, const ci::ReviewedItem& item,
                              const std::string& digest) {
  if (!review.head.empty() && item.digest.empty()) {
    return "";
  }
  if (item.digest.size() < k_least_digits) {
    return fmt::format("it must name the change: /signoff {} {}", item.item,
                       digest.substr(0, k_least_digits));
  }
  return digest.starts_with(item.digest)
             ? ""
             : fmt::format("it names the change {}, which is now {}",
                           item.digest.substr(0, k_least_digits), digest.substr(0, k_least_digits));
}

bool wants_key(const Judgement& judgement, const std::string& id) {
  const auto item = core::item_in_force(judgement.facts.front(), id);
  return item && core::wants_key(item->assurance);
}

/// Why an item cannot be answered so; empty: it can.
std::string problem_of_item(const Session& session, const Judgement& judgement,
                            const core::SignoffRecord& record) {
  const core::Item item = *core::item_in_force(judgement.facts.front(), record.item);
  core::SignoffRecord imported = record;
  imported.signature = core::SignatureState::valid;
  return report::phrase(core::invalidity(imported, item, session.now));
}

Signature unattended(const Signature& importer) {
  Signature signature = importer;
  signature.attended = {};
  return signature;
}

std::string with_source(const std::string& notes, const std::string& url) {
  return notes.empty() || url.empty() ? notes + url : notes + "\n" + url;
}

/// The records for one item, or why there are none.
Import import_item(const Session& session, const Judgement& judgement, const ci::Review& review,
                   const ci::ReviewedItem& item, const Signature& signature) {
  const bool is_request = !signature.signer.empty();
  const Answers answers{item.answers, with_source(item.notes, review.url)};
  auto records = approvals(session, judgement, item.item, answers, signature);
  for (core::SignoffRecord& record : records) {
    record.on_behalf_of = is_request ? "" : review.author;
    std::string problem = problem_of_digest(review, item, record.change);
    problem = problem.empty() ? problem_of_item(session, judgement, record) : problem;
    if (!problem.empty()) {
      return {{}, {}, {fmt::format("{}: {}", item.item, problem)}};
    }
  }
  return is_request ? Import{{}, std::move(records), {}} : Import{std::move(records), {}, {}};
}

/// Who imports, and who in the policy the author of a review is.
struct Parties {
  Signature importer;
  std::string author;
};

/// By whom an item is signed: by the importer, or, where it wants a key, by its author.
Import import_or_request(const Session& session, const Judgement& judgement,
                         const ci::Review& review, const ci::ReviewedItem& item,
                         const Parties& parties) {
  if (!wants_key(judgement, item.item)) {
    return import_item(session, judgement, review, item, unattended(parties.importer));
  }
  try {
    return import_item(session, judgement, review, item,
                       signature_elsewhere(judgement.ground.governing, parties.author));
  } catch (const Error& error) {
    return {{}, {}, {fmt::format("{}: {}", item.item, error.what())}};
  }
}

void add(Import& all, Import more) {
  std::move(more.records.begin(), more.records.end(), std::back_inserter(all.records));
  std::move(more.requests.begin(), more.requests.end(), std::back_inserter(all.requests));
  std::move(more.refusals.begin(), more.refusals.end(), std::back_inserter(all.refusals));
}

bool is_from(const core::SignoffRecord& record, const ci::Review& review) {
  return record.verdict == core::RecordVerdict::approve && record.on_behalf_of == review.author &&
         record.head.commit && core::to_hex(*record.head.commit) == review.head &&
         record.notes.ends_with(review.url);
}

/// What was taken over from this review before and still stands.
std::vector<core::SignoffRecord> imported_before(const Session& session, const Judgement& judgement,
                                                 const ci::Review& review) {
  const Governing& governing = judgement.ground.governing;
  const auto logged = signoff::read_log(session.repository, governing.policy.store_branch,
                                        scope_of_log(session, authority_of(governing)))
                          .records;
  std::set<std::string> revoked;
  for (const signoff::LoggedRecord& one : logged) {
    if (one.record.verdict == core::RecordVerdict::revoke &&
        one.record.on_behalf_of == review.author) {
      revoked.insert(one.record.extends.begin(), one.record.extends.end());
    }
  }
  std::vector<core::SignoffRecord> found;
  for (const signoff::LoggedRecord& one : logged) {
    if (is_from(one.record, review) && !revoked.contains(one.record.id)) {
      found.push_back(one.record);
    }
  }
  return found;
}

}  // namespace

Import import_review(const Session& session, const Judgement& judgement, const ci::Review& review,
                     const Signature& importer) {
  require_reviewed_head(judgement, review);
  const Parties parties{importer, require_standing(session, judgement, review, importer)};
  Import import;
  if (review.action == ci::ReviewAction::approve) {
    for (const ci::ReviewedItem& item : review.items) {
      add(import, import_or_request(session, judgement, review, item, parties));
    }
    return import;
  }
  for (const core::SignoffRecord& approval : imported_before(session, judgement, review)) {
    core::SignoffRecord record =
        revocation(session, judgement.facts.front().signers, approval, unattended(importer));
    record.on_behalf_of = review.author;
    record.notes = with_source("the review was dismissed", review.url);
    import.records.push_back(std::move(record));
  }
  return import;
}

}  // namespace sallyport::gate
