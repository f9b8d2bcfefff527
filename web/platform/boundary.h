#pragma once
// The border to JavaScript, whole: what C++ may call (defined in js/boundary.js, done by js/page.js and its parts) and,
// below, what JavaScript calls back (events.cpp). Only web/platform includes this. Texts are UTF-8 with a length.
// Ids of requests are ours; each is answered once. The page's one thread only.

#include <cstddef>
#include <cstdint>

extern "C" {

/// From here on events flow, each with `page` as their first argument.
void js_start(void* page);
/// Ends the program and shows the page's message for that reason (page/boot.js has them). No event comes afterwards.
void js_fail(const char* reason, std::size_t length);
/// Bytes of a file that boot.js fetched (`Inter-Regular.otf`); 0 if it did not come.
std::size_t js_asset_size(const char* name, std::size_t length);
/// Copies those bytes to `into` and forgets them.
void js_asset_take(const char* name, std::size_t length, std::uint8_t* into);

/// Milliseconds until remit_on_frame: 0 is the next refresh of the screen, below 0 is never. Replaces the wish before.
void js_schedule(double delay);
/// Gives the canvas its device pixels; clears it if they changed.
void js_fit_canvas();
double js_canvas_width();
double js_canvas_height();
int js_canvas_device_width();
int js_canvas_device_height();
/// A CSS cursor.
void js_set_cursor(const char* name, std::size_t length);

/// Semantics::to_json.
void js_mirror(const char* json, std::size_t length);
/// The text field with the focus, its caret's left top and the height of its line.
void js_follow_field(double node, float x, float y, float line_height);
void js_leave_field();
void js_clipboard_write(const char* text, std::size_t length);

/// Surroundings::Bit, or-ed.
int js_surroundings();
/// Writes at most `capacity` bytes; returns how many.
std::size_t js_address(char* into, std::size_t capacity);
std::size_t js_query(char* into, std::size_t capacity);
void js_set_address(const char* address, std::size_t length, bool replace);
void js_set_title(const char* title, std::size_t length);
void js_open_link(const char* url, std::size_t length);
/// Minutes that local time is ahead of UTC at `ms`.
int js_zone_offset(double ms);
double js_now();
/// Milliseconds until remit_on_alarm; replaces the wish before. No frame is drawn for it.
void js_call_later(double delay);
void js_random(std::uint8_t* into, std::size_t length);

std::size_t js_setting(const char* key, std::size_t length, char* into, std::size_t capacity);
void js_set_setting(const char* key, std::size_t key_length, const char* value, std::size_t length);
void js_snapshot_get(std::uint32_t id, const char* key, std::size_t length);
void js_snapshot_put(std::uint32_t id, const char* key, std::size_t key_length, const char* bytes, std::size_t length);
void js_snapshot_remove(std::uint32_t id, const char* key, std::size_t length);
void js_persist();
void js_lock(std::uint32_t id, const char* name, std::size_t length);
void js_unlock(const char* name, std::size_t length);

void js_request(std::uint32_t id, const char* method, std::size_t method_length, const char* url,
                std::size_t url_length, const char* headers, std::size_t headers_length, const char* body,
                std::size_t body_length);
void js_cancel_request(std::uint32_t id);

void js_download(const char* name, std::size_t name_length, const char* media_type, std::size_t media_type_length,
                 const char* bytes, std::size_t length);
void js_pick_file(std::uint32_t id, const char* accept, std::size_t length);

}  // extern "C"
