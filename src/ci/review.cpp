#include "ci/review.hpp"
