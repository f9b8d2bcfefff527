#pragma once
// A long array in chunks of which versions share all that did not change: an edit copies one chunk and, once a version,
// the list of chunks (8 bytes for each 512 entries).

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/access/reclaim.h"

namespace remit::access {

inline constexpr unsigned kChunkBits = 9;
inline constexpr std::uint32_t kChunkSize = 1u << kChunkBits;

/// What a View keeps of a table: safe to read from any thread.
template <class T>
struct TableView {
  const T* const* chunks = nullptr;
  std::uint32_t size = 0;

  /// Precondition: i < size. Entries of one chunk follow each other in memory.
  const T& operator[](std::uint32_t i) const { return chunks[i >> kChunkBits][i & (kChunkSize - 1)]; }
};

/// The writer's side.
template <class T>
class Table {
 public:
  explicit Table(Reclaimer& reclaimer) : reclaimer_(reclaimer) {}
  ~Table() {
    for (std::uint32_t i = 0; i < chunks_; ++i) delete[] spine_[i];
    delete[] spine_;
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  [[nodiscard]] TableView<T> view() const { return {spine_, size_}; }
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] const T& operator[](std::uint32_t i) const { return spine_[i >> kChunkBits][i & (kChunkSize - 1)]; }
  [[nodiscard]] std::uint64_t bytes() const {
    return std::uint64_t{chunks_} * kChunkSize * sizeof(T) + capacity_ * sizeof(T*);
  }

  /// An entry that published views may look at: its chunk is copied first, unless this version has done so.
  [[nodiscard]] T& edit(std::uint32_t i) {
    const std::uint32_t chunk = i >> kChunkBits;
    if (made_[chunk] != reclaimer_.making()) {
      own_spine(chunks_);
      T* const copy = new T[kChunkSize];
      std::copy(spine_[chunk], spine_[chunk] + kChunkSize, copy);
      retire(spine_[chunk]);
      spine_[chunk] = copy;
      made_[chunk] = reclaimer_.making();
    }
    return spine_[chunk][i & (kChunkSize - 1)];
  }

  /// An entry that no published view looks at: appended since, or freed and reclaimed. Nothing is copied.
  [[nodiscard]] T& edit_unseen(std::uint32_t i) { return spine_[i >> kChunkBits][i & (kChunkSize - 1)]; }

  /// Makes the table longer, by entries as new.
  void grow(std::uint32_t size) {
    const std::uint32_t chunks = (size + kChunkSize - 1) >> kChunkBits;
    if (chunks > chunks_) {
      own_spine(chunks);
      for (; chunks_ < chunks; ++chunks_) {
        spine_[chunks_] = new T[kChunkSize]();
        made_.push_back(reclaimer_.making());
      }
    }
    size_ = std::max(size_, size);
  }

  std::uint32_t push(T value) {
    const std::uint32_t i = size_;
    grow(i + 1);
    edit_unseen(i) = std::move(value);
    return i;
  }

 private:
  void retire(T* chunk) {
    reclaimer_.retire([](void*, std::uintptr_t item) { delete[] reinterpret_cast<T*>(item); }, nullptr,
                      reinterpret_cast<std::uintptr_t>(chunk));
  }

  void own_spine(std::uint32_t wanted) {
    if (spine_made_ == reclaimer_.making() && wanted <= capacity_) return;
    const std::uint32_t capacity = wanted <= capacity_ ? capacity_ : std::max(wanted, chunks_ + chunks_ / 4);
    T** const copy = new T*[capacity]();
    std::copy(spine_, spine_ + chunks_, copy);
    if (spine_ != nullptr) {
      reclaimer_.retire([](void*, std::uintptr_t item) { delete[] reinterpret_cast<T**>(item); }, nullptr,
                        reinterpret_cast<std::uintptr_t>(spine_));
    }
    spine_ = copy;
    capacity_ = capacity;
    spine_made_ = reclaimer_.making();
  }

  Reclaimer& reclaimer_;
  T** spine_ = nullptr;
  std::uint32_t chunks_ = 0;
  std::uint32_t capacity_ = 0;
  std::uint32_t size_ = 0;
  std::uint64_t spine_made_ = 0;     ///< the version that the list of chunks belongs to
  std::vector<std::uint64_t> made_;  ///< and each chunk
};

}  // namespace remit::access
