#pragma once
// Everything that views draw with.

#include "web/ui/badge.h"
#include "web/ui/button.h"
#include "web/ui/choice.h"
#include "web/ui/dialog.h"
#include "web/ui/feedback.h"
#include "web/ui/field.h"
#include "web/ui/icons.h"
#include "web/ui/matrix.h"
#include "web/ui/menu.h"
#include "web/ui/page.h"
#include "web/ui/paint.h"
#include "web/ui/scroll.h"
#include "web/ui/table.h"
#include "web/ui/text.h"
#include "web/ui/ui.h"
#include "web/ui/words.h"
