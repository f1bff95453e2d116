#pragma once

#include "core/origin/evidence.hpp"
#include "core/origin/line_story.hpp"
#include "gate/judge.hpp"

#include <map>
#include <optional>
#include <string>

namespace sallyport::gate {

/// Who wrote the lines of the text at `path` (raw bytes, from the root) in the head of what was
/// judged: lines of the change as it was attributed, the others by the commit that wrote them.
/// Nothing where there is no text. Throws with the command that deepens in a clone that is too
/// shallow to tell.
std::optional<core::FileStory> story_of(const Session& session, const Judgement& judgement,
                                        const std::string& path);

/// The rules that evidence can name, by id: a policy's own, then the catalogue's.
std::map<std::string, core::DetectRule> detect_rules(const core::Policy& policy);

}  // namespace sallyport::gate
