#include "core/scheme/finding.h"

#include <algorithm>

#include "core/base/text.h"

namespace remit::scheme {

void Findings::error(std::string_view rule, std::string path, std::string message, std::string hint) {
  ++errors_;
  add({Severity::Error, std::string(rule), std::move(message), std::move(hint), std::move(path)});
}

void Findings::warning(std::string_view rule, std::string path, std::string message, std::string hint) {
  add({Severity::Warning, std::string(rule), std::move(message), std::move(hint), std::move(path)});
}

void Findings::add(Finding finding) {
  if (list_.size() < kMaxFindings) {
    list_.push_back(std::move(finding));
    return;
  }
  ++left_out_;
  // An error must not be lost behind two hundred warnings: lint's answer depends on it.
  if (finding.severity == Severity::Error && list_.back().severity == Severity::Warning) {
    list_.back() = std::move(finding);
  }
}

Error to_error(const Finding& finding) {
  return {
      Code::Invalid, "scheme-" + finding.rule, {{"message", finding.message}, {"hint", finding.hint}}, finding.path};
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  const std::string_view head = first_code_points(text, kLongest);
  return "`" + display_escape(head) + (head.size() < text.size() ? "…`" : "`");
}

std::string at(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return std::min(row[b.size()], limit + 1);
}

}  // namespace remit::scheme
