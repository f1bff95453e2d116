#pragma once

#include "util/environment.hpp"
#include "util/error.hpp"
#include "util/file.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace sallyport::ci::test {

using Json = nlohmann::json;

inline const std::string k_base(40, 'a');
inline const std::string k_head(40, 'b');
inline const std::string k_merge(40, 'c');
inline const std::string k_zero(40, '0');

/// The environment of a job that has an event file.
class Job {
 public:
  Job(const std::string& marker, const std::string& event_name, const std::string& event_file) {
    util::write_file(path(), event_file);
    environment = {{"CI", "true"},
                   {"GITHUB_ACTIONS", "true"},
                   {marker, "true"},
                   {"GITHUB_EVENT_NAME", event_name},
                   {"GITHUB_EVENT_PATH", path()},
                   {"GITHUB_SHA", k_merge},
                   {"GITHUB_REF", "refs/pull/7/merge"}};
  }
  Job(const std::string& marker, const std::string& event_name, const Json& event)
      : Job(marker, event_name, event.dump()) {}

  [[nodiscard]] std::string path() const { return (folder_.path() / "event.json").string(); }

  util::Environment environment;

 private:
  util::TemporaryFolder folder_;
};

/// What a function refuses to do, or "done". Catches nothing but refusals of the kind that exits 3.
template <typename Function>
std::string failure(Function function) {
  try {
    function();
  } catch (const util::Error& error) {
    return error.kind == util::ErrorKind::unavailable ? error.what() : "another kind of error";
  }
  return "done";
}

inline Json repository() {
  return Json::parse(R"({"id":1001,"full_name":"acme/widgets","default_branch":"main",
    "owner":{"login":"acme","id":77,"type":"Organization"},"private":false,"fork":false})");
}

/// An event `pull_request` as GitHub writes it, shortened.
inline Json pull_request() {
  Json event = Json::parse(R"({"action":"synchronize","number":7,"pull_request":{
    "id":555,"number":7,"state":"open","title":"Add invoices","draft":false,
    "html_url":"https://github.com/acme/widgets/pull/7",
    "user":{"login":"alice","id":583231,"type":"User"},
    "head":{"label":"acme:invoices","ref":"invoices","sha":"","repo":{"id":1001}},
    "base":{"label":"acme:main","ref":"main","sha":"","repo":{"id":1001}},
    "merge_commit_sha":null},
    "sender":{"login":"bob","id":42,"type":"User"}})");
  event["pull_request"]["head"]["sha"] = k_head;
  event["pull_request"]["base"]["sha"] = k_base;
  event["repository"] = repository();
  return event;
}

/// An event `push` as GitHub writes it, shortened.
inline Json push() {
  Json event = Json::parse(R"({"ref":"refs/heads/main","created":false,"deleted":false,
    "forced":false,"commits":[{"message":"Fix\n\n::error::no"}],
    "pusher":{"name":"alice","email":"alice@example.com"},
    "sender":{"login":"alice","id":583231,"type":"User"}})");
  event["before"] = k_base;
  event["after"] = k_head;
  event["repository"] = repository();
  return event;
}

/// An event `issue_comment` on a pull request as GitHub writes it, shortened.
inline Json comment(std::string_view body) {
  Json event = Json::parse(R"({"action":"created","issue":{"number":7,
    "user":{"login":"alice","id":583231,"type":"User"},
    "pull_request":{"url":"https://api.github.com/repos/acme/widgets/pulls/7"}},
    "comment":{"id":9,"html_url":"https://github.com/acme/widgets/pull/7#issuecomment-9",
      "user":{"login":"bob","id":42,"type":"User"},"performed_via_github_app":null},
    "sender":{"login":"bob","id":42,"type":"User"}})");
  event["comment"]["body"] = body;
  event["repository"] = repository();
  return event;
}

/// An event `pull_request_review` as GitHub writes it, shortened.
inline Json review(std::string_view body) {
  Json event = pull_request();
  event["action"] = "submitted";
  event["review"] = Json::parse(R"({"id":11,"state":"approved",
    "user":{"login":"bob","id":42,"type":"User"},
    "html_url":"https://github.com/acme/widgets/pull/7#pullrequestreview-11"})");
  event["review"]["body"] = body;
  event["review"]["commit_id"] = k_head;
  return event;
}

}  // namespace sallyport::ci::test
