#pragma once
// What the sandbox keeps in this browser: snapshots of bytes under a key (IndexedDB), and the right to write them,
// which one tab has at a time. The page's thread only.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "web/platform/pending.h"

namespace remit::platform {

enum class Stored : std::uint8_t {
  Unavailable,  ///< the browser keeps nothing: a private window, a full disk, storage switched off. Tell the person.
  Done,
  Absent,  ///< nothing is kept under that key
};

/// Every call is answered once, from the event loop.
class Snapshots {
 public:
  using Read = std::function<void(Stored, std::string bytes)>;
  using Written = std::function<void(Stored)>;

  void get(std::string_view key, Read done);
  /// Atomic and durable: afterwards either the old or the new bytes are there. 8 MB take about 20 ms.
  void put(std::string_view key, std::string_view bytes, Written done);
  void remove(std::string_view key, Written done);
  /// Asks the browser not to clear our data when its disk runs short; it may say no.
  void ask_to_persist();

  /// For events.cpp.
  void answered(std::uint32_t id, int outcome, std::string_view bytes);

 private:
  Pending<Stored, std::string> pending_;
};

/// One tab writes, the others are told so. Released when the tab is closed or crashes.
class TabLock {
 public:
  /// false: another tab has it now. true: it is ours, at once or when the other tab has gone; what is kept must then be
  /// read anew.
  using Changed = std::function<void(bool ours)>;

  void acquire(std::string_view name, Changed changed);
  void release(std::string_view name);

  /// For events.cpp.
  void answered(std::uint32_t id, bool ours);

 private:
  std::uint32_t last_ = 0;
  std::unordered_map<std::uint32_t, Changed> waiting_;
};

}  // namespace remit::platform
