#pragma once
// Which precompressed form of a file a client takes (RFC 9110 §12.5.3).

#include <string_view>

namespace remit::http {

enum class Coding { Identity, Gzip, Brotli };

/// Brotli before gzip before none, as far as the Accept-Encoding header takes them; `q=0` refuses one, other weights
/// are not weighed: we always know which form is smallest.
[[nodiscard]] bool takes(std::string_view accept_encoding, Coding coding);

}  // namespace remit::http
