#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "gate/elsewhere.hpp"
#include "report/phrases.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

struct SignoffOptions {
  Selector selector;
  std::vector<std::string> items;
  std::vector<std::string> answers;
  std::string answers_file;
  std::string notes;
  bool delta = false;
  bool reject = false;
  std::string export_file;  ///< empty: it is signed here
  std::string signer;
  SyncWish sync = SyncWish::sync;
};

/// Answers given on the command line: item to question to text.
using GivenAnswers = std::map<std::string, std::map<std::string, std::string>>;

void take_answer(const std::string& text, GivenAnswers& given) {
  const auto equals = text.find('=');
  const auto dot = text.find('.');
  if (equals == std::string::npos || dot == std::string::npos || dot > equals) {
    throw Error(ErrorKind::usage, fmt::format("cannot read the answer '{}'", text),
                "write it as: --answer ITEM.QUESTION='TEXT'");
  }
  given[text.substr(0, dot)][text.substr(dot + 1, equals - dot - 1)] = text.substr(equals + 1);
}

/// A JSON object of items, each an object of question ids and answers.
void take_answers_file(const std::string& path, GivenAnswers& given) {
  const auto text = util::read_file(path);
  const auto value = nlohmann::json::parse(text.value_or(""), nullptr, false);
  try {
    const auto answers = value.get<GivenAnswers>();
    for (const auto& [item, by_question] : answers) {
      given[item].insert(by_question.begin(), by_question.end());
    }
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorKind::usage, fmt::format("cannot read the answers in '{}'", path),
                R"(write it as: {"security": {"threats": "…"}})");
  }
}

GivenAnswers given_answers(const SignoffOptions& options) {
  GivenAnswers given;
  for (const std::string& answer : options.answers) {
    take_answer(answer, given);
  }
  if (!options.answers_file.empty()) {
    take_answers_file(options.answers_file, given);
  }
  return given;
}

bool is_long_enough(const core::Question& question, const std::string& answer) {
  return util::count_words(answer) >= question.min_words;
}

std::string ask_question(const Signing& signing, const core::Question& question) {
  const std::string prompt =
      fmt::format("\n{}\n(at least {}; an empty line opens your editor)\n> ",
                  util::printable(question.ask), util::plural(question.min_words, "word"));
  for (;;) {
    std::string answer = signing.terminal.ask(prompt);
    if (util::trim(answer).empty()) {
      answer = write_in_editor(signing.session.ambient.environment, question.ask);
    }
    if (is_long_enough(question, answer)) {
      return answer;
    }
    signing.terminal.show(fmt::format("That is {}; {} are wanted.\n",
                                      util::plural(util::count_words(answer), "word"),
                                      question.min_words));
  }
}

gate::Answers ask_item(const Signing& signing, const core::Item& item,
                       std::map<std::string, std::string> given) {
  signing.terminal.show(fmt::format("\n{} ({})\n{}\n", util::printable(item.title), item.id,
                                    util::printable(item.text)));
  gate::Answers answers;
  for (const core::Question& question : item.questions) {
    const auto found = given.find(question.id);
    const bool usable = found != given.end() && is_long_enough(question, found->second);
    answers.by_question[question.id] = usable ? found->second : ask_question(signing, question);
  }
  return answers;
}

/// The items named, or every open one of the change where none is.
std::vector<std::string> items_to_sign(const SignoffOptions& options, const core::Report& report) {
  if (!options.items.empty()) {
    return options.items;
  }
  if (options.reject) {
    throw Error(ErrorKind::usage, "cannot reject: no item was named",
                "name it: sallyport signoff ITEM --reject");
  }
  std::vector<std::string> open;
  for (const core::ItemResult& item : report.verdict.items) {
    if (core::wants_review(item) && (item.extendable || !options.delta)) {
      open.push_back(item.id);
    }
  }
  if (open.empty() && options.delta) {
    throw Error(ErrorKind::usage,
                "cannot sign with --delta: no open item of this change has a review to build on",
                "sign all of it: sallyport signoff");
  }
  if (open.empty()) {
    throw Error(ErrorKind::usage, "nothing to sign: no item of this change is open",
                "name the item to sign it all the same: sallyport signoff ITEM");
  }
  return open;
}

void show_residual(const Signing& signing, const gate::DeltaApproval& approval) {
  signing.terminal.show(fmt::format("\nAll of it was reviewed but {}:\n",
                                    util::plural(std::ssize(approval.residual), "file")));
  for (const core::Uncovered& path : approval.residual) {
    signing.terminal.show(
        fmt::format("  {}: {}\n", util::printable(path.path), report::phrase(path.why)));
  }
}

/// The approvals of one item, all of it or what is left.
std::vector<core::SignoffRecord> approve(const Signing& signing, const SignoffOptions& options,
                                         const std::string& id, const gate::Answers& answers) {
  if (!options.delta) {
    return gate::approvals(signing.session, signing.judgement, id, answers, signing.signature);
  }
  std::vector<core::SignoffRecord> records;
  for (gate::DeltaApproval& approval :
       gate::delta_approvals(signing.session, signing.judgement, id, answers, signing.signature)) {
    records.push_back(std::move(approval.record));
  }
  return records;
}

std::vector<core::SignoffRecord> ask_approval(const Signing& signing, const SignoffOptions& options,
                                              const std::string& id,
                                              std::map<std::string, std::string> given) {
  if (options.delta) {
    for (const gate::DeltaApproval& approval :
         gate::delta_approvals(signing.session, signing.judgement, id, {}, signing.signature)) {
      show_residual(signing, approval);
    }
  }
  const core::Item item = *core::item_in_force(signing.judgement.facts.front(), id);
  gate::Answers answers = ask_item(signing, item, std::move(given));
  answers.notes = options.notes;
  return approve(signing, options, id, answers);
}

/// A "no" is of use to its reader only with a reason.
std::vector<core::SignoffRecord> ask_rejection(const Signing& signing,
                                               const SignoffOptions& options,
                                               const std::string& id) {
  std::string notes = options.notes;
  while (util::trim(notes).empty()) {
    notes = signing.terminal.ask(fmt::format("\nWhy do you reject '{}'?\n> ", id));
  }
  return gate::rejections(signing.session, signing.judgement, id, notes, signing.signature);
}

std::vector<core::SignoffRecord> ask_all(const Signing& signing, const SignoffOptions& options) {
  auto given = given_answers(options);
  const auto items = items_to_sign(options, signing.judgement.report);
  // Drafting first refuses an unknown item before anyone is asked anything.
  for (const std::string& id : items) {
    approve(signing, options, id, {});
  }
  std::vector<core::SignoffRecord> records;
  for (const std::string& id : items) {
    const auto more = options.reject ? ask_rejection(signing, options, id)
                                     : ask_approval(signing, options, id, given[id]);
    records.insert(records.end(), more.begin(), more.end());
  }
  return records;
}

bool any_signature_required(const Signing& signing, const SignoffOptions& options) {
  const auto items = items_to_sign(options, signing.judgement.report);
  return std::any_of(items.begin(), items.end(), [&](const std::string& id) {
    const auto item = core::item_in_force(signing.judgement.facts.front(), id);
    return !item || item->signature_required;
  });
}

/// The n-th of several files that are written.
std::string numbered(const std::string& file, std::size_t n, std::size_t count) {
  return count == 1 ? file : fmt::format("{}.{}", file, n + 1);
}

/// Writes down what is signed elsewhere, one file for each record, and how.
int hand_out(Signing& signing, const SignoffOptions& options) {
  signing.signature = gate::signature_elsewhere(
      signing.judgement.ground.governing,
      options.signer.empty() ? gate::signer_name(signing.session, {}, {}) : options.signer);
  show_change(signing);
  auto records = ask_all(signing, options);
  confirm(signing, records);
  std::string files;
  std::string imports;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string file = numbered(options.export_file, i, records.size());
    const std::string word = util::shell_word(file);
    util::write_file(file, gate::bytes_to_sign(records[i]));
    files += " " + word;
    imports += fmt::format("\n  sallyport import {0} {0}.sig", word);
  }
  signing.invocation.out.text(
      fmt::format("{}: to be signed by {}, with OpenSSH 8.2 or later on any machine:\n"
                  "  ssh-keygen -Y sign -n {} -f KEY{}\n"
                  "Then, in a clone of this repository:{}\n",
                  files.substr(1), signing.signature.signer, core::k_namespace, files, imports));
  return 0;
}

int signoff(const Invocation& invocation, const SignoffOptions& options) {
  Signing signing(invocation, options.selector);
  if (!options.export_file.empty()) {
    return hand_out(signing, options);
  }
  find_key(signing, signing.judgement.ground.governing,
           any_signature_required(signing, options) ? KeyNeed::required : KeyNeed::optional);
  show_change(signing);
  return finish(signing, ask_all(signing, options), options.sync);
}

}  // namespace

void add_signoff(CLI::App& app, Invocation& invocation) {
  SignoffOptions& options = options_for(app, invocation, signoff);
  app.add_option("items", options.items, "items to sign; default: every open one")
      ->type_name("ITEM");
  add_selector(app, options.selector);
  app.add_option("--notes", options.notes, "a remark that goes into the record")->type_name("TEXT");
  app.add_option("--answer", options.answers, "an answer, so that it is not asked")
      ->type_name("ITEM.QUESTION=TEXT")
      ->expected(1)
      ->take_all();
  app.add_option("--answers", options.answers_file,
                 "JSON file: items, each with its questions and answers")
      ->type_name("FILE");
  auto* const delta = app.add_flag("--delta", options.delta,
                                   "build on reviews that are there: only what is left is asked");
  app.add_flag("--reject", options.reject, "say no: the change cannot land while that stands")
      ->excludes(delta);
  auto* const exported =
      app.add_option("--export", options.export_file,
                     "write down what is to be signed elsewhere, with nothing but ssh-keygen")
          ->type_name("FILE");
  app.add_option("--signer", options.signer, "who signs it there; default: you")
      ->type_name("EMAIL")
      ->needs(exported);
  add_no_sync(app, options.sync);
}

}  // namespace sallyport::cli
