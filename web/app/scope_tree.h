#pragma once
// The tree of scopes beside the list: the node chosen narrows what is listed (V005, V007) and is where people are
// created. It gives no right.

#include <set>
#include <string>

#include "web/app/context.h"

namespace remit::app {

class ScopeTree {
 public:
  explicit ScopeTree(Context& context) : context_(context) {}

  /// Beside the list.
  void draw(ui::Ui& ui, ui::Rect rect);
  /// Over the page, on narrower canvases. True when it is to be closed.
  bool draw_drawer(ui::Ui& ui);
  void refresh();
  void forget();
  /// What the chosen node is called; empty: none is chosen.
  [[nodiscard]] std::string chosen_name();

 private:
  void follow();
  void contents(ui::Ui& ui, ui::Rect rect);
  void rows(ui::Ui& ui, ui::Rect rect);
  void choose(const std::string& node);
  [[nodiscard]] const present::TreeNode* chosen() const;

  Context& context_;
  Question<present::TreeModel> tree_;
  std::set<std::string> closed_;
  std::string find_;
};

}  // namespace remit::app
