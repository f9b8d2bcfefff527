#pragma once
// Lists asked at random, beside the slow answer: everybody filtered and sorted in memory.

#include "core/store/store.h"

namespace remit::store::conformance {

/// Fills `empty`, asks, changes people, and asks again.
void lists_answer_as_a_plain_filter_and_sort_would(Store& empty);

}  // namespace remit::store::conformance
