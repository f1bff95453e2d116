#pragma once

#include "core/attribute.hpp"
#include "core/evaluate.hpp"

#include <vector>

namespace sallyport::core {

/// What the counted declarations among `records` say about the change and its commits (records.md
/// §6). Where the change lands only a human principal's declaration counts; where it is worked on,
/// any attended one with a valid signature.
Declarations declared(const Facts& facts, const std::vector<SignoffRecord>& records);

}  // namespace sallyport::core
