// The border from JavaScript: what js/*.js call by name. Each function only turns pointers into strings and hands them
// to the Page. Declared here only, because no C++ calls them.

#include <emscripten.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/platform/page.h"

using remit::platform::Page;

#define REMIT_EVENT extern "C" EMSCRIPTEN_KEEPALIVE

REMIT_EVENT void remit_on_frame(Page* page, double now) {
  page->frame(now);
}
REMIT_EVENT void remit_on_resize(Page* page) {
  page->resized();
}
REMIT_EVENT void remit_on_context(Page* page, int restored) {
  page->context_changed(restored != 0);
}
REMIT_EVENT int remit_on_input_waiting(Page* page) {
  return page->input_waiting() ? 1 : 0;
}

REMIT_EVENT void remit_on_pointer(Page* page, int kind, float x, float y, int button, int source) {
  page->pointer(static_cast<Page::Pointer>(kind), x, y, button, static_cast<Page::Source>(source));
}
REMIT_EVENT void remit_on_wheel(Page* page, float dx, float dy) {
  page->wheel(dx, dy);
}
REMIT_EVENT int remit_on_key(Page* page, int down, const char* code, std::size_t code_length, const char* key,
                             std::size_t key_length, int mods, int in_text) {
  return page->key(down != 0, {code, code_length}, {key, key_length}, mods, in_text != 0);
}
REMIT_EVENT void remit_on_text(Page* page, const char* text, std::size_t length) {
  page->text({text, length});
}
REMIT_EVENT void remit_on_focus(Page* page, int has_focus) {
  page->focus(has_focus != 0);
}
REMIT_EVENT void remit_on_copy(Page* page, int cut) {
  page->copy(cut != 0);
}
REMIT_EVENT void remit_on_paste(Page* page, const char* text, std::size_t length) {
  page->paste({text, length});
}

/// `node` is a NodeId, below 2^53.
REMIT_EVENT void remit_on_action(Page* page, int kind, double node, const char* text, std::size_t length) {
  page->action({static_cast<remit::ui::NodeId>(node), static_cast<remit::ui::Action::Kind>(kind), {text, length}});
}

REMIT_EVENT void remit_on_surroundings(Page* page) {
  page->surroundings_changed();
}
REMIT_EVENT void remit_on_address(Page* page) {
  page->address_changed();
}
REMIT_EVENT int remit_on_unsaved(Page* page) {
  return page->has_unsaved_changes() ? 1 : 0;
}

REMIT_EVENT void remit_on_alarm(Page* page) {
  page->parts().host.alarm_rang();
}
REMIT_EVENT void remit_on_reply(Page* page, std::uint32_t id, int status, const char* headers,
                                std::size_t headers_length, const char* body, std::size_t body_length) {
  if (page->parts().fetch.replied(id, status, {headers, headers_length}, {body, body_length})) page->wake_up();
}
REMIT_EVENT void remit_on_stored(Page* page, std::uint32_t id, int outcome, const char* bytes, std::size_t length) {
  page->parts().snapshots.answered(id, outcome, {bytes, length});
  page->wake_up();
}
REMIT_EVENT void remit_on_lock(Page* page, std::uint32_t id, int ours) {
  page->parts().tab_lock.answered(id, ours != 0);
  page->wake_up();
}
/// `outcome` is that of js/files.js: 1 is a file.
REMIT_EVENT void remit_on_file(Page* page, std::uint32_t id, int outcome, const char* name, std::size_t name_length,
                               const char* bytes, std::size_t length) {
  std::optional<remit::ui::PickedFile> file;
  if (outcome == 1) file.emplace(remit::ui::PickedFile{{name, name_length}, {bytes, length}});
  page->parts().host.file_arrived(id, std::move(file));
  page->wake_up();
}
