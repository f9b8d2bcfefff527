#include "native/server/account/icons.h"

namespace remit::server::account {

html::Fragment logo() {
  return html::constant(
      "<svg class=\"logo\" viewBox=\"0 0 28 28\" role=\"img\" aria-label=\"Remit\">"
      "<rect width=\"28\" height=\"28\" rx=\"7\"/><g fill=\"#fff\">"
      "<rect x=\"5\" y=\"5\" width=\"5\" height=\"5\" rx=\"1.5\"/>"
      "<rect x=\"5\" y=\"11.5\" width=\"5\" height=\"5\" rx=\"1.5\"/>"
      "<rect x=\"11.5\" y=\"11.5\" width=\"5\" height=\"5\" rx=\"1.5\"/>"
      "<rect x=\"5\" y=\"18\" width=\"5\" height=\"5\" rx=\"1.5\"/>"
      "<rect x=\"11.5\" y=\"18\" width=\"5\" height=\"5\" rx=\"1.5\"/>"
      "<rect x=\"18\" y=\"18\" width=\"5\" height=\"5\" rx=\"1.5\"/></g>"
      "<g fill=\"#fff\" fill-opacity=\".35\">"
      "<rect x=\"11.5\" y=\"5\" width=\"5\" height=\"5\" rx=\"1.5\"/>"
      "<rect x=\"18\" y=\"5\" width=\"5\" height=\"5\" rx=\"1.5\"/>"
      "<rect x=\"18\" y=\"11.5\" width=\"5\" height=\"5\" rx=\"1.5\"/></g></svg>");
}

html::Fragment icon(Icon icon) {
  switch (icon) {
    case Icon::Error:
      return html::constant(
          "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M11 15h2v2h-2zm0-8h2v6h-2zm.99-5C6.47 2 2 6.48 2 "
          "12s4.47 10 9.99 10C17.52 22 22 17.52 22 12S17.52 2 11.99 2zM12 20c-4.42 0-8-3.58-8-8s3.58-8 8-8 8 3.58 8 "
          "8-3.58 8-8 8z\"/></svg>");
    case Icon::Lock:
      return html::constant(
          "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M12 17c1.1 0 2-.9 2-2s-.9-2-2-2-2 .9-2 2 .9 2 2 "
          "2zm6-9h-1V6c0-2.76-2.24-5-5-5S7 3.24 7 6v2H6c-1.1 0-2 .9-2 2v10c0 1.1.9 2 2 2h12c1.1 0 2-.9 "
          "2-2V10c0-1.1-.9-2-2-2zM8.9 6c0-1.71 1.39-3.1 3.1-3.1s3.1 1.39 3.1 3.1v2H8.9zM18 20H6V10h12z\"/></svg>");
    case Icon::Clock:
      return html::constant(
          "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M11.99 2C6.47 2 2 6.48 2 12s4.47 10 9.99 "
          "10C17.52 22 22 17.52 22 12S17.52 2 11.99 2zM12 20c-4.42 0-8-3.58-8-8s3.58-8 8-8 8 3.58 8 8-3.58 8-8 "
          "8zm.5-13H11v6l5.25 3.15.75-1.23-4.5-2.67z\"/></svg>");
    case Icon::Check:
      return html::constant(
          "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M16.59 7.58 10 14.17l-3.59-3.58L5 12l5 5 "
          "8-8zM12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2zm0 18c-4.42 0-8-3.58-8-8s3.58-8 "
          "8-8 8 3.58 8 8-3.58 8-8 8z\"/></svg>");
    case Icon::Search:
      return html::constant(
          "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M15.5 14h-.79l-.28-.27A6.47 6.47 0 0 0 16 "
          "9.5 6.5 6.5 0 1 0 9.5 16c1.61 0 3.09-.59 4.23-1.57l.27.28v.79l5 4.99L20.49 19zm-6 0C7.01 14 5 11.99 5 "
          "9.5S7.01 5 9.5 5 14 7.01 14 9.5 11.99 14 9.5 14z\"/></svg>");
  }
  return {};
}

html::Fragment flask_icon() {
  return html::constant(
      "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M19.8 18.4 14 10.67V6.5l1.35-1.69c.26-.33.03-.81-.39-"
      ".81H9.04c-.42 0-.65.48-.39.81L10 6.5v4.17L4.2 18.4c-.49.66-.02 1.6.8 1.6h14c.82 0 1.29-.94.8-1.6z\"/></svg>");
}

}  // namespace remit::server::account
