#pragma once

#include "core/origin/attribute.hpp"
#include "core/verdict/facts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// What declarations come to.
struct WeighedDeclarations {
  Declarations counted;
  std::int64_t human_lines = 0;  ///< effective lines that are declared human, counted or not
  std::vector<const SignoffRecord*> waiting;  ///< of `human`, in vain until a second person makes
                                              ///< them too: one of everybody who made any
};

/// What the declarations among `records` are about as a whole, to be carried over: those that an AI
/// wrote it; where `least` is `human`, the others as well.
std::vector<Review> declared_reviews(const std::vector<SignoffRecord>& records, Origin least);

/// What the declarations that were found say about the change and its commits at `place`
/// (records.md §6). Where a change lands only a human principal's declaration counts; where it is
/// worked on, any attended one with a valid signature. A declaration of a whole change also speaks
/// about it where it can be carried over to it (`Findings::replays`), and always about its commits.
/// Where more lines are declared human than `declare_max` and the change lands, only what two
/// people declared counts, one of whom is independent. The result points into `findings`.
WeighedDeclarations weigh_declarations(const Facts& facts, const Findings& findings, Place place);

/// What counts of it at `Facts::place`.
Declarations declared(const Facts& facts, const Findings& findings);

/// What is needed for the declarations that wait; nothing where none does.
std::optional<SecondNeeded> second_needed(const Facts& facts,
                                          const WeighedDeclarations& declarations);

}  // namespace sallyport::core
