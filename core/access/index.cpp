#include "core/access/access.h"
#include "core/access/writer.h"

namespace remit::access {

Pin::~Pin() {
  if (slot_ != nullptr) static_cast<Slot*>(slot_)->leave();
}

Index::Index(std::unique_ptr<Writer> writer) : writer_(std::move(writer)) {}
Index::~Index() = default;

Result<std::unique_ptr<Index>> Index::load(store::Snapshot& snapshot, scheme::SchemePtr scheme) {
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, snapshot.organisation());
  REMIT_TRY_ASSIGN(SchemeTables tables, tables_of(std::move(scheme)));
  auto writer = std::make_unique<Writer>(std::move(tables));
  REMIT_TRY(writer->read(snapshot));
  writer->publish(organisation.epoch);
  return std::unique_ptr<Index>(new Index(std::move(writer)));
}

Pin Index::pin() const {
  const Reclaimer::Entered entered = writer_->reclaimer.enter();
  return {static_cast<const View*>(entered.view), entered.slot};
}

void Index::apply(std::span<const directory::RowEdit> edits, Epoch epoch) {
  writer_->apply(edits);
  writer_->publish(epoch);
}

bool Index::stale() const {
  return writer_->broken;
}

Index::Memory Index::memory() const {
  return writer_->memory();
}

}  // namespace remit::access
