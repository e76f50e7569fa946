#include "sign_in.hpp"

using namespace counterfoil;

namespace {

std::uint32_t number(bool value) {
  return value ? 1 : 0;
}

template <class Value>
std::optional<std::string> text_of(const std::optional<Value>& value) {
  return value ? std::optional<std::string>(value->text()) : std::nullopt;
}

static_assert(CFOIL_FACTOR_PASSWORD == static_cast<int>(FactorKind::password));
static_assert(CFOIL_FACTOR_HOST_PROVED == static_cast<int>(FactorKind::host_proved));
static_assert(CFOIL_FACTOR_TOTP == static_cast<int>(FactorKind::totp));
static_assert(CFOIL_FACTOR_RECOVERY_CODE == static_cast<int>(FactorKind::recovery_code));
static_assert(CFOIL_FACTOR_AUTHENTICATOR_APP == static_cast<int>(FactorKind::authenticator_app));
static_assert(CFOIL_PROMPT_WAITING == static_cast<int>(PromptState::waiting));
static_assert(CFOIL_PROMPT_APPROVED == static_cast<int>(PromptState::approved));
static_assert(CFOIL_PROMPT_DENIED == static_cast<int>(PromptState::denied));
static_assert(CFOIL_PROMPT_WRONG_NUMBER == static_cast<int>(PromptState::wrong_number));
static_assert(CFOIL_PROMPT_EXPIRED == static_cast<int>(PromptState::expired));
static_assert(CFOIL_PROMPT_CANCELLED == static_cast<int>(PromptState::cancelled));
static_assert(CFOIL_PROMPT_REDEEMED == static_cast<int>(PromptState::redeemed));

}  // namespace

cfoil_step::cfoil_step(const SignInStep& step)
    : ticket(step.ticket.text()), expires(milliseconds(step.expires)) {
  for (const Way& way : step.ways) ways.push_back({way, text_of(way.method)});
}

cfoil_assurance::cfoil_assurance(const SignedIn& signed_in)
    : account(signed_in.account.text()),
      token(signed_in.assurance.text()),
      known_browser(text_of(signed_in.known_browser)),
      amr(amr_of(signed_in.factors)),
      expires(milliseconds(signed_in.expires)),
      multi_factor(is_multi_factor(signed_in.factors)),
      must_register(signed_in.must_register),
      must_change_password(signed_in.must_change_password) {}

cfoil_assurance::cfoil_assurance(const AssuranceStatus& status)
    : account(status.account.text()),
      amr(status.amr),
      expires(milliseconds(status.expires)),
      multi_factor(status.multi_factor),
      must_register(status.must_register),
      must_change_password(status.must_change_password) {}

cfoil_prompt::cfoil_prompt(const PromptView& prompt)
    : state(prompt.state),
      number(terminated(prompt.number)),
      label(prompt.label),
      expires(milliseconds(prompt.expires)) {}

const char* cfoil_step_ticket(const cfoil_step* step) {
  return look(step, [](const cfoil_step& self) { return self.ticket.c_str(); });
}

int64_t cfoil_step_expires(const cfoil_step* step) {
  return look(step, [](const cfoil_step& self) { return self.expires; });
}

size_t cfoil_step_way_count(const cfoil_step* step) {
  return look(step, [](const cfoil_step& self) { return self.ways.size(); });
}

uint32_t cfoil_step_way_factor(const cfoil_step* step, size_t index) {
  return look_at(step, &cfoil_step::ways, index,
                 [](const auto& item) { return static_cast<std::uint32_t>(item.way.factor); });
}

const char* cfoil_step_way_method(const cfoil_step* step, size_t index) {
  return look_at(step, &cfoil_step::ways, index, [](const auto& item) { return text_or_null(item.method); });
}

const char* cfoil_step_way_label(const cfoil_step* step, size_t index) {
  return look_at(step, &cfoil_step::ways, index, [](const auto& item) { return item.way.label.c_str(); });
}

const char* cfoil_step_way_reason(const cfoil_step* step, size_t index) {
  return look_at(step, &cfoil_step::ways, index,
                 [](const auto& item) { return item.way.explanation.sentence.c_str(); });
}

uint32_t cfoil_step_way_is_offered(const cfoil_step* step, size_t index) {
  return look_at(step, &cfoil_step::ways, index, [](const auto& item) { return number(item.way.offered); });
}

uint32_t cfoil_step_way_is_suggested(const cfoil_step* step, size_t index) {
  return look_at(step, &cfoil_step::ways, index, [](const auto& item) { return number(item.way.suggested); });
}

void cfoil_step_destroy(cfoil_step* step) {
  destroy(step);
}

const char* cfoil_assurance_token(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return text_or_null(self.token); });
}

const char* cfoil_assurance_account(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return self.account.c_str(); });
}

const char* cfoil_assurance_known_browser(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return text_or_null(self.known_browser); });
}

size_t cfoil_assurance_amr_count(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return self.amr.size(); });
}

const char* cfoil_assurance_amr(const cfoil_assurance* assurance, size_t index) {
  return look_at(assurance, &cfoil_assurance::amr, index,
                 [](const std::string& value) { return value.c_str(); });
}

int64_t cfoil_assurance_expires(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return self.expires; });
}

uint32_t cfoil_assurance_is_multi_factor(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return number(self.multi_factor); });
}

uint32_t cfoil_assurance_must_register(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return number(self.must_register); });
}

uint32_t cfoil_assurance_must_change_password(const cfoil_assurance* assurance) {
  return look(assurance, [](const cfoil_assurance& self) { return number(self.must_change_password); });
}

void cfoil_assurance_destroy(cfoil_assurance* assurance) {
  destroy(assurance);
}

uint32_t cfoil_prompt_state(const cfoil_prompt* prompt) {
  return look(prompt, [](const cfoil_prompt& self) { return static_cast<std::uint32_t>(self.state); });
}

const char* cfoil_prompt_number(const cfoil_prompt* prompt) {
  return look(prompt, [](const cfoil_prompt& self) { return view(self.number); });
}

const char* cfoil_prompt_label(const cfoil_prompt* prompt) {
  return look(prompt, [](const cfoil_prompt& self) { return self.label.c_str(); });
}

int64_t cfoil_prompt_expires(const cfoil_prompt* prompt) {
  return look(prompt, [](const cfoil_prompt& self) { return self.expires; });
}

void cfoil_prompt_destroy(cfoil_prompt* prompt) {
  destroy(prompt);
}
