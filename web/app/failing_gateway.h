#pragma once
// For tests: a gateway in front of another that fails where it is told to.

#include "core/service/gateway.h"

namespace remit::app {

class FailingGateway : public service::Gateway {
 public:
  explicit FailingGateway(service::Gateway*& inner) : inner_(inner) {}

  std::optional<Error> users_fail, viewer_fails, execute_fails;
  std::string proof;

  service::Ticket<present::Viewer> viewer() override {
    return viewer_fails ? failed<present::Viewer>(*viewer_fails) : inner_->viewer();
  }
  service::Ticket<std::vector<present::OrganisationCard>> organisations() override { return inner_->organisations(); }
  void open(std::string slug) override { inner_->open(std::move(slug)); }
  const std::string& opened() const override { return inner_->opened(); }
  service::Ticket<present::ListModel> list_model() override { return inner_->list_model(); }
  service::Ticket<present::UsersPage> users(const present::ListQuery& query) override {
    return users_fail ? failed<present::UsersPage>(*users_fail) : inner_->users(query);
  }
  service::Ticket<present::UserDetails> user(UserId id) override { return inner_->user(id); }
  service::Ticket<present::FormModel> form(std::optional<UserId> user) override { return inner_->form(user); }
  service::Ticket<present::FormModel> duplicate_form(UserId user) override { return inner_->duplicate_form(user); }
  service::Ticket<present::TreeModel> tree() override { return inner_->tree(); }
  service::Ticket<present::Matrix> matrix() override { return inner_->matrix(); }
  service::Ticket<std::vector<present::OutboxItem>> outbox() override { return inner_->outbox(); }
  service::Ticket<std::vector<present::ActivityItem>> activity(std::optional<UserId> user,
                                                               std::uint64_t before) override {
    return inner_->activity(user, before);
  }
  service::Ticket<present::Preview> plan(const std::vector<directory::Command>& commands) override {
    return inner_->plan(commands);
  }
  service::Ticket<present::Outcome> execute(const std::vector<directory::Command>& commands) override {
    return execute_fails ? failed<present::Outcome>(*execute_fails) : inner_->execute(commands);
  }
  service::Ticket<Done> prove(std::string password) override {
    proof = std::move(password);
    if (proof != "right") return failed<Done>({Code::Denied, "wrong-password", {}, ""});
    execute_fails.reset();
    return inner_->prove(proof);
  }
  service::Ticket<Done> sign_out() override {
    service::Ticket<Done> ticket;
    ticket.fulfil(Done{});
    return ticket;
  }
  std::string sign_in_address() const override { return "/o/lumen-travel"; }
  std::uint64_t revision() const override { return inner_->revision(); }
  bool connected() const override { return true; }

 private:
  template <class T>
  static service::Ticket<T> failed(Error error) {
    service::Ticket<T> ticket;
    ticket.fulfil(std::move(error));
    return ticket;
  }

  service::Gateway*& inner_;
};

}  // namespace remit::app
