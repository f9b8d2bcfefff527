#pragma once
// One person: what they are, what they may do, how they sign in, what happened. Nothing is changed in place: actions
// are buttons, editing has its panel.

#include <string>

#include "web/app/context.h"
#include "web/app/pieces.h"

namespace remit::app {

class DetailsView {
 public:
  explicit DetailsView(Context& context) : context_(context) {}

  void draw(ui::Ui& ui, ui::Rect rect, const std::string& user);
  void refresh();
  void forget();
  /// A secret that was returned once, when its credential was made: shown until one leaves.
  void show_secret(std::string user, std::string secret);

 private:
  void header(ui::Ui& ui, ui::Rect rect);
  /// `keep`: what is left free of the row.
  void actions(ui::Ui& ui, ui::Rect& row, float keep);
  void cards(ui::Ui& ui, ui::Rect rect);
  float roles(ui::Ui& ui, ui::Rect at);
  float scopes(ui::Ui& ui, ui::Rect at);
  float fields(ui::Ui& ui, ui::Rect at);
  float permissions(ui::Ui& ui, ui::Rect at);
  float sign_in(ui::Ui& ui, ui::Rect at);
  float credentials(ui::Ui& ui, ui::Rect at);
  float links(ui::Ui& ui, ui::Rect at);
  float activity(ui::Ui& ui, ui::Rect at);
  void credential_row(ui::Ui& ui, ui::Rect row, const present::CredentialItem& credential);
  void start(const present::ActionOffer& offer);
  void reveal(const present::CredentialItem& credential);
  [[nodiscard]] const present::ActionOffer* offer(std::string_view command) const;
  [[nodiscard]] float header_height(float width) const;

  Context& context_;
  Question<present::UserDetails> details_;
  std::string user_;
  struct Shown {
    std::string user, credential, secret;  // credential empty: the only one there is
  };
  Shown shown_;
};

}  // namespace remit::app
