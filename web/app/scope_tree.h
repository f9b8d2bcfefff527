#pragma once
// The tree of scopes beside the list: the node chosen narrows what is listed (V005, V007) and is where people are
// created. It gives no right. Whoever may change the tree does so here.

#include <set>
#include <string>
#include <vector>

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
  enum class Change : std::uint8_t { None, Create, Rename, Move };

  void follow();
  void contents(ui::Ui& ui, ui::Rect rect);
  void rows(ui::Ui& ui, ui::Rect rect);
  void actions(ui::Ui& ui, ui::Rect& row);
  void dialog(ui::Ui& ui);
  void choose(const std::string& node);
  void submit();
  [[nodiscard]] const present::TreeNode* chosen() const;

  static constexpr std::string_view kKey = "scope";

  Context& context_;
  Question<present::TreeModel> tree_;
  std::set<std::string> closed_;
  std::string find_;
  Change change_ = Change::None;
  std::string name_;
  KindId kind_;
  std::size_t parent_ = 0;  // of `parents_`, when a node moves
  std::vector<std::pair<ScopeId, std::string>> parents_;
};

}  // namespace remit::app
