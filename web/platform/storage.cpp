#include "web/platform/storage.h"

#include <utility>

#include "web/platform/boundary.h"

namespace remit::platform {

void Snapshots::get(std::string_view key, Read done) {
  js_snapshot_get(pending_.add(std::move(done)), key.data(), key.size());
}

void Snapshots::put(std::string_view key, std::string_view bytes, Written done) {
  const std::uint32_t id = pending_.add([done = std::move(done)](Stored outcome, const std::string&) {
    // A write answers with nothing to read, which is no absence.
    done(outcome == Stored::Absent ? Stored::Done : outcome);
  });
  js_snapshot_put(id, key.data(), key.size(), bytes.data(), bytes.size());
}

void Snapshots::remove(std::string_view key, Written done) {
  const std::uint32_t id = pending_.add([done = std::move(done)](Stored outcome, const std::string&) {
    done(outcome == Stored::Absent ? Stored::Done : outcome);
  });
  js_snapshot_remove(id, key.data(), key.size());
}

void Snapshots::ask_to_persist() {
  js_persist();
}

void Snapshots::answered(std::uint32_t id, int outcome, std::string_view bytes) {
  pending_.answer(id, static_cast<Stored>(outcome), std::string(bytes));
}

void TabLock::acquire(std::string_view name, Changed changed) {
  waiting_.emplace(++last_, std::move(changed));
  js_lock(last_, name.data(), name.size());
}

void TabLock::release(std::string_view name) {
  js_unlock(name.data(), name.size());
}

void TabLock::answered(std::uint32_t id, bool ours) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  const Changed changed = found->second;
  if (ours) waiting_.erase(found);
  changed(ours);
}

}  // namespace remit::platform
