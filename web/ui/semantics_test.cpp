#include "web/ui/semantics.h"

#include <doctest/doctest.h>

using namespace remit::ui;

namespace {

Node make(NodeId id, Role role, std::string_view name) {
  Node n;
  n.id = id;
  n.role = role;
  n.name = name;
  return n;
}

}  // namespace

TEST_CASE("the tree reads as an outline of roles, names and states") {
  Semantics tree;
  tree.begin_frame();
  tree.open(make(1, Role::Main, "Users"));
  Node box = make(2, Role::Checkbox, "Show inactive");
  box.checked = Tri::Mixed;
  box.disabled = true;
  box.description = "Only administrators see them";
  tree.add(box);
  tree.close();
  tree.end_frame();
  CHECK(tree.to_text() ==
        "- main \"Users\"\n"
        "  - checkbox \"Show inactive\" [checked=mixed] [disabled]: Only administrators see them\n");
}

TEST_CASE("the version moves only when something on the screen changed") {
  Semantics tree;
  const auto frame = [&](std::string_view name, float x) {
    tree.begin_frame();
    Node n = make(1, Role::Button, name);
    n.rect = {x, 0, 10, 10};
    tree.add(n);
    tree.end_frame();
    return tree.version();
  };
  const auto first = frame("Save", 0);
  CHECK(frame("Save", 0) == first);
  CHECK(frame("Save", 0.2f) == first);
  CHECK(frame("Save", 5) == first + 1);
  CHECK(frame("Send", 5) == first + 2);
}

TEST_CASE("what stands behind a modal dialog is inert, what stands above is not") {
  Semantics tree;
  tree.begin_frame();
  tree.add(make(1, Role::Button, "behind"));
  tree.push_root(1);
  Node dialog = make(2, Role::AlertDialog, "Deactivate?");
  dialog.modal = true;
  tree.open(dialog);
  tree.add(make(3, Role::Button, "Cancel"));
  tree.close();
  tree.pop_root();
  tree.add(make(4, Role::Button, "also behind"));
  tree.push_root(2);
  tree.add(make(5, Role::Status, "Saved"));
  tree.pop_root();
  tree.end_frame();
  CHECK(tree.at(0).inert);
  CHECK_FALSE(tree.at(1).inert);
  CHECK_FALSE(tree.at(2).inert);
  CHECK(tree.at(3).inert);
  CHECK_FALSE(tree.at(4).inert);
  CHECK(tree.at(2).parent == 1);
  CHECK(tree.at(3).parent == -1);
}

TEST_CASE("[T19] names with quotes, controls and line breaks stay one JSON string") {
  Semantics tree;
  tree.begin_frame();
  tree.add(make(1, Role::Text, "a\"b\\c\nd\x01 ##x %s"));
  tree.end_frame();
  CHECK(tree.to_json().find(R"("n":"a\"b\\c\u000ad\u0001 ##x %s")") != std::string::npos);
}

TEST_CASE("texts longer than an arena block and thousands of nodes survive the frame") {
  Semantics tree;
  tree.begin_frame();
  const std::string huge(100'000, 'x');
  tree.add(make(1, Role::Text, huge));
  for (NodeId i = 2; i < 5000; ++i) tree.add(make(i, Role::Text, "some text of a node " + std::to_string(i)));
  tree.end_frame();
  CHECK(tree.at(0).name == huge);
  CHECK(tree.at(4000).name == "some text of a node 4001");
}
