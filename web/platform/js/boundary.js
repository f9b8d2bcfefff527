// The one place where C++ calls JavaScript (web/platform/boundary.h says what each function does). Every line only turns
// pointers into strings and hands them on to the Page that boot.js made.

mergeInto(LibraryManager.library, {
  js_start: function (page) { Module.page.wasm.start(page); },
  js_fail: function (reason, n) { Module.page.fail(Module.page.wasm.text(reason, n)); },
  js_asset_size: function (name, n) { return Module.page.assetSize(Module.page.wasm.text(name, n)); },
  js_asset_take: function (name, n, into) { Module.page.takeAsset(Module.page.wasm.text(name, n), into); },

  js_schedule: function (delay) { Module.page.surface.schedule(delay); },
  js_fit_canvas: function () { Module.page.surface.fit(); },
  js_canvas_width: function () { return Module.page.surface.size.width; },
  js_canvas_height: function () { return Module.page.surface.size.height; },
  js_canvas_device_width: function () { return Module.page.surface.size.deviceWidth; },
  js_canvas_device_height: function () { return Module.page.surface.size.deviceHeight; },
  js_set_cursor: function (name, n) { Module.page.surface.cursor = Module.page.wasm.text(name, n); },

  js_mirror: function (json, n) { Module.page.mirror.update(JSON.parse(Module.page.wasm.text(json, n))); },
  js_follow_field: function (node, x, y, line) { Module.page.agent.follow({ node: node, caret: { x: x, y: y }, line: line }); },
  js_leave_field: function () { Module.page.agent.follow(null); },
  js_clipboard_write: function (text, n) { Module.page.keyboard.write(Module.page.wasm.text(text, n)); },

  js_surroundings: function () { return Module.page.system.surroundings; },
  js_address: function (into, capacity) { return Module.page.wasm.write(into, capacity, Module.page.system.address); },
  js_query: function (into, capacity) { return Module.page.wasm.write(into, capacity, Module.page.system.query); },
  js_set_address: function (address, n, replace) { Module.page.system.setAddress(Module.page.wasm.text(address, n), replace); },
  js_set_title: function (title, n) { Module.page.system.setTitle(Module.page.wasm.text(title, n)); },
  js_open_link: function (url, n) { Module.page.system.openLink(Module.page.wasm.text(url, n)); },
  js_zone_offset: function (ms) { return Module.page.system.zoneOffset(ms); },
  js_now: function () { return Date.now(); },
  js_call_later: function (delay) { Module.page.system.callLater(delay); },
  js_random: function (into, n) { Module.page.wasm.fillRandom(into, n); },

  js_setting: function (key, n, into, capacity) {
    return Module.page.wasm.write(into, capacity, Module.page.storage.setting(Module.page.wasm.text(key, n)));
  },
  js_set_setting: function (key, n, value, m) {
    Module.page.storage.setSetting(Module.page.wasm.text(key, n), Module.page.wasm.text(value, m));
  },
  js_snapshot_get: function (id, key, n) { Module.page.storage.get(id, Module.page.wasm.text(key, n)); },
  js_snapshot_put: function (id, key, n, bytes, m) {
    Module.page.storage.put(id, Module.page.wasm.text(key, n), Module.page.wasm.bytes(bytes, m));
  },
  js_snapshot_remove: function (id, key, n) { Module.page.storage.remove(id, Module.page.wasm.text(key, n)); },
  js_persist: function () { Module.page.storage.persist(); },
  js_lock: function (id, name, n) { Module.page.storage.lock(id, Module.page.wasm.text(name, n)); },
  js_unlock: function (name, n) { Module.page.storage.unlock(Module.page.wasm.text(name, n)); },

  js_request: function (id, method, n, url, m, headers, k, body, l) {
    var wasm = Module.page.wasm;
    Module.page.net.request(id, wasm.text(method, n), wasm.text(url, m), wasm.text(headers, k), wasm.bytes(body, l));
  },
  js_cancel_request: function (id) { Module.page.net.cancel(id); },

  js_download: function (name, n, type, m, bytes, k) {
    var wasm = Module.page.wasm;
    Module.page.files.download(wasm.text(name, n), wasm.text(type, m), wasm.bytes(bytes, k));
  },
  js_pick_file: function (id, accept, n) { Module.page.files.pick(id, Module.page.wasm.text(accept, n)); },
});
