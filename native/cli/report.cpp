// How things are said on a terminal: tables, previews, errors.

#include <algorithm>

#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

void Desk::show(const present::Preview& preview) {
  if (options.json) {
    print_json(preview);
    return;
  }
  out() << "nothing was written; this would be done:\n";
  if (preview.differences.empty() && preview.dropped.empty()) out() << "  nothing\n";
  for (const present::DifferenceItem& it : preview.differences) {
    out() << "  " << display_escape(it.what) << ": " << display_escape(it.before)
          << (it.before.empty() || it.after.empty() ? "" : " → ") << display_escape(it.after)
          << (it.after.empty() ? " is taken away" : "") << "\n";
  }
  const auto privileges = [this](const char* sign, const char* colour,
                                 const std::vector<present::PrivilegeItem>& items) {
    for (const present::PrivilegeItem& it : items) {
      out() << "  " << paint(colour, sign) << " " << display_escape(it.label) << (it.own_only ? " (own)" : "")
            << (it.high ? " (sensitive)" : "");
      if (!it.where.empty()) out() << " on " << display_escape(it.where);
      if (it.users > 1) out() << ", " << it.users << " people";
      for (std::size_t i = 0; i < it.people.size(); ++i)
        out() << (i == 0 ? ": " : ", ") << display_escape(it.people[i]);
      out() << "\n";
    }
  };
  if (!preview.gains.empty()) out() << "gained\n";
  privileges("+", "32", preview.gains);
  if (!preview.losses.empty()) out() << "lost\n";
  privileges("−", "31", preview.losses);
  if (!preview.dropped.empty()) out() << "left out\n";
  for (const std::string& it : preview.dropped) out() << "  " << display_escape(it) << "\n";
  if (!preview.mails.empty()) out() << "mails\n";
  for (const present::MailItem& it : preview.mails) {
    out() << "  to " << display_escape(it.recipient) << ": " << display_escape(it.label.empty() ? it.purpose : it.label)
          << "\n";
  }
  if (preview.sessions_ended + preview.links_ended + preview.credentials_ended > 0) {
    out() << "ends " << preview.sessions_ended << " sessions, " << preview.links_ended << " links, "
          << preview.credentials_ended << " API credentials\n";
  }
}

void Desk::print(const boost::json::value& value) {
  out() << to_pretty_json(value) << "\n";
}

void Desk::table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> cells{head};
  for (const auto& row : rows) {
    std::vector<std::string> escaped;
    for (const std::string& it : row) escaped.push_back(display_escape(it));
    cells.push_back(std::move(escaped));
  }
  std::vector<std::size_t> widths(head.size());
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], count_code_points(row[i]));
  }
  for (std::size_t r = 0; r < cells.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < cells[r].size(); ++i) {
      line += cells[r][i];
      if (i + 1 < cells[r].size()) line.append(widths[i] - count_code_points(cells[r][i]) + 2, ' ');
    }
    out() << (r == 0 ? paint("1", line) : line) << "\n";
  }
}

std::string Desk::paint(const char* code, std::string_view text) const {
  if (!terminal_.colours) return std::string(text);
  return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}

int Desk::fail(const Error& error) {
  if (options.json) {
    err() << to_pretty_json(remit::to_json(error)) << "\n";
  } else {
    err() << paint("31", "remit:") << " " << message(error, catalogue_);
    if (!error.field.empty()) err() << " (" << display_escape(error.field) << ")";
    err() << "  [" << error.rule << "]\n";
  }
  switch (error.code) {
    case Code::Unavailable:
    case Code::Internal:
      return kTrouble;
    default:
      return kRefused;
  }
}

std::string shown(Time time) {
  if (time == kForever) return "no end";
  std::string text = to_rfc3339(time).substr(0, 16);
  text[10] = ' ';
  return text + " UTC";
}

std::string shown(const std::optional<Time>& time) {
  return time ? shown(*time) : "never";
}

}  // namespace remit::cli
