#pragma once
// The nodes that access is limited to, their features and the groups of them: what there is, and how whoever may
// changes it. Every change says before it is done who gains and who loses by it.

#include <string>
#include <utility>
#include <vector>

#include "web/app/context.h"
#include "web/app/foreseen.h"

namespace remit::app {

class ScopesView {
 public:
  explicit ScopesView(Context& context) : context_(context) {}

  void draw(ui::Ui& ui, ui::Rect rect);
  void refresh();
  void forget();

 private:
  enum class Change : std::uint8_t { None, Create, Rename, Move, Group };
  /// One entry of a node's menu.
  struct Entry {
    Change change = Change::None;
    KindId kind;                                     // of what is created
    const present::FeatureValue* feature = nullptr;  // switched, or left to what stands above
    bool inherit = false;
  };

  void page(ui::Ui& ui, ui::Rect rect);
  void title_row(ui::Ui& ui, ui::Rect row);
  void tab_row(ui::Ui& ui, ui::Rect row);
  void nodes(ui::Ui& ui, ui::Rect rect);
  void groups(ui::Ui& ui, ui::Rect rect);
  void feature_cell(ui::Ui& ui, ui::TableRow& row, std::size_t column, const present::TreeNode& node,
                    const present::FeatureValue& feature);
  void node_menu(ui::Ui& ui);
  void dialog(ui::Ui& ui);
  void group_nodes(ui::Ui& ui, ui::Rect rect);
  void begin(Change change, const present::TreeNode& node, KindId kind = {});
  void begin_group(const present::ScopeGroupItem* group);
  void switch_feature(const present::TreeNode& node, const present::FeatureValue& feature, std::optional<bool> on);
  void show_users(const present::TreeNode& node);
  void submit();
  [[nodiscard]] std::vector<directory::Action> wanted() const;
  [[nodiscard]] std::string missing() const;
  [[nodiscard]] const present::ActionOffer* offer(std::string_view command) const;
  /// Why the command is not for this node; empty: it is.
  [[nodiscard]] std::string refusal(std::string_view command, const present::TreeNode& node) const;
  [[nodiscard]] const present::TreeNode* node(ScopeId id) const;
  [[nodiscard]] bool shows_groups() const;

  static constexpr std::string_view kKey = "scopes";

  Context& context_;
  Question<present::TreeModel> tree_;
  Foreseen foreseen_;
  std::optional<ScopeId> menu_for_;
  ui::Rect menu_anchor_;
  bool opens_menu_ = false;
  // What the dialog is about.
  Change change_ = Change::None;
  ScopeId about_;
  KindId kind_;
  std::string name_, before_;
  std::optional<ScopeGroupId> group_;
  std::vector<ScopeId> chosen_;
  std::size_t parent_ = 0;
  std::vector<std::pair<ScopeId, std::string>> parents_;
};

}  // namespace remit::app
