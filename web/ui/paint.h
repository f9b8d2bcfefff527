#pragma once
// Shapes, in tokens. Nothing here reacts or speaks; widgets do.

#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

void fill(Ui& ui, Rect rect, Token color, float radius = 0);
void fill(Ui& ui, Rect rect, Color color, float radius = 0);
/// A line along the inside of the edge.
void stroke(Ui& ui, Rect rect, Token color, float thickness = 1, float radius = 0);
/// Rounds only the corners at the top, or at the bottom.
void fill_top(Ui& ui, Rect rect, Token color, float radius);
void fill_bottom(Ui& ui, Rect rect, Token color, float radius);
void circle(Ui& ui, Point centre, float radius, Token color);
void circle_line(Ui& ui, Point centre, float radius, Token color, float thickness = 1);
/// One pixel of the device grid along one side of the rectangle, inside.
void line_top(Ui& ui, Rect rect, Token color = Token::Border);
void line_bottom(Ui& ui, Rect rect, Token color = Token::Border);
void line_left(Ui& ui, Rect rect, Token color = Token::Border);
void line_right(Ui& ui, Rect rect, Token color = Token::Border);
void line(Ui& ui, Point from, Point to, Token color, float thickness = 1);
void dashed(Ui& ui, Rect rect, Token color, float radius);
void shadow(Ui& ui, Rect rect, const Shadow& shadow, float radius);
/// Surface, edge and the small shadow of a card.
void card_frame(Ui& ui, Rect rect, float radius = kRadiusCard);
/// The keyboard's focus: a gap in the colour behind, then the ring.
void focus_ring(Ui& ui, Rect rect, float radius);
/// The glyph in the middle of `rect`, `size` × `size`.
void icon(Ui& ui, Rect rect, Icon icon, float size, Token color);
/// An arc that turns; asks for frames.
void spinner(Ui& ui, Rect rect, float size, Token color);
/// A tick drawn as lines, for boxes too small for a glyph.
void tick(Ui& ui, Rect rect, float size, Token color);
void polygon(Ui& ui, const Point* points, int count, Token color);

}  // namespace remit::ui
