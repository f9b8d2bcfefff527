#pragma once
// Times as people read them: `2 min ago`, `17 Nov`, `21 Nov 2025, 09:14`. Zones come in here and nowhere else.

#include <string>

#include "core/base/time.h"
#include "web/ui/platform.h"

namespace remit::app {

/// Relative under 24 hours, then the date; the year is left out for this year.
[[nodiscard]] std::string ago(Time at, Time now, const ui::Host& host);
/// `21 Nov 2025, 09:14`; the year is left out for this year.
[[nodiscard]] std::string date_time(Time at, Time now, const ui::Host& host);
/// `21 Nov 2025`.
[[nodiscard]] std::string date(Time at, const ui::Host& host);
/// `14:05` today, else the date.
[[nodiscard]] std::string clock_or_date(Time at, Time now, const ui::Host& host);

}  // namespace remit::app
