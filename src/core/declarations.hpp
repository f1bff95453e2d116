#pragma once

#include "core/attribute.hpp"
#include "core/evaluate.hpp"

#include <vector>

namespace sallyport::core {

/// What the declarations among `records` are about as a whole, to be carried over: those that an AI
/// wrote it; where `least` is `human`, the others as well.
std::vector<Review> declared_reviews(const std::vector<SignoffRecord>& records, Origin least);

/// What the counted declarations among `records` say about the change and its commits (records.md
/// §6). Where the change lands only a human principal's declaration counts; where it is worked on,
/// any attended one with a valid signature. A declaration of a whole change also speaks about it
/// where it can be carried over to it (`Facts::replays`).
Declarations declared(const Facts& facts, const std::vector<SignoffRecord>& records);

}  // namespace sallyport::core
