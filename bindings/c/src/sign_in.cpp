#include "sign_in.hpp"

using namespace counterfoil;

namespace {

cfoil_sign_in read_request(const cfoil_sign_in* request) {
  return read_struct(request, offsetof(cfoil_sign_in, app));
}

TenantId tenant_of(const cfoil_sign_in& given) {
  return id<TenantId>(given.tenant, "tenant");
}
Ticket ticket_of(const cfoil_sign_in& given) {
  return Ticket(text(given.ticket, "ticket"));
}
SessionBinding session_of(const cfoil_sign_in& given) {
  return session(given.session, given.session_size);
}

/// Gives one of the two handles. Only the one of somebody who is signed in goes with CFOIL_OK.
cfoil_status answer(cfoil_engine* engine, cfoil_assurance** assurance, cfoil_step** step,
                    const cfoil_sign_in* request, Proof proof) {
  SignIn sign_in = live(engine).engine.sign_in();
  const auto given = read_request(request);
  SignInAnswer made{tenant_of(given), ticket_of(given), session_of(given), std::move(proof)};
  if (given.new_session != nullptr) made.new_session = session(given.new_session, given.new_session_size);
  made.remember_browser = given.remember_browser != 0;
  made.idempotency_key = text_or_empty(given.idempotency_key);
  const SignInOutcome outcome = sign_in.answer(made).value();
  if (const auto* signed_in = std::get_if<SignedIn>(&outcome)) {
    give(assurance, std::make_unique<cfoil_assurance>(*signed_in));
    return CFOIL_OK;
  }
  if (const auto* next = std::get_if<SignInStep>(&outcome)) {
    give(step, std::make_unique<cfoil_step>(*next));
    return CFOIL_NEXT_STEP;
  }
  return note(CFOIL_NOT_ALLOWED, "answer: the ticket is of a password reset");
}

cfoil_status status_of(PromptState state) {
  if (state == PromptState::approved) return CFOIL_OK;
  if (state == PromptState::waiting) return CFOIL_WAITING;
  return note(CFOIL_NOT_APPROVED, "prompt: it is over, and not approved");
}

}  // namespace

cfoil_status cfoil_sign_in_begin(cfoil_engine* engine, cfoil_step** step, const cfoil_sign_in* request) {
  return guard([&] {
    clear(step);
    SignIn sign_in = live(engine).engine.sign_in();
    const auto given = read_request(request);
    BeginSignIn made{tenant_of(given), text(given.username, "username"), session_of(given), context(given)};
    if (given.known_browser != nullptr) made.known_browser = KnownBrowserToken(given.known_browser);
    give(step, std::make_unique<cfoil_step>(sign_in.begin(made).value()));
    return CFOIL_OK;
  });
}

cfoil_status cfoil_sign_in_ways(cfoil_engine* engine, cfoil_step** step, const cfoil_sign_in* request) {
  return guard([&] {
    clear(step);
    SignIn sign_in = live(engine).engine.sign_in();
    const auto given = read_request(request);
    const auto found = sign_in.ways(tenant_of(given), ticket_of(given), session_of(given));
    give(step, std::make_unique<cfoil_step>(found.value()));
    return CFOIL_OK;
  });
}

cfoil_status cfoil_sign_in_answer_password(cfoil_engine* engine, cfoil_assurance** assurance,
                                           cfoil_step** step, const cfoil_sign_in* request,
                                           const void* password, size_t password_size) {
  return guard([&] {
    clear(assurance);
    clear(step);
    return answer(engine, assurance, step, request,
                  PasswordProof{secret(password, password_size, "password")});
  });
}

cfoil_status cfoil_sign_in_answer_device(cfoil_engine* engine, cfoil_assurance** assurance, cfoil_step** step,
                                         const cfoil_sign_in* request) {
  return guard([&] {
    clear(assurance);
    clear(step);
    return answer(engine, assurance, step, request, DeviceAnswer{});
  });
}

cfoil_status cfoil_sign_in_start(cfoil_engine* engine, cfoil_prompt** prompt, const cfoil_sign_in* request,
                                 const char* method) {
  return guard([&] {
    clear(prompt);
    SignIn sign_in = live(engine).engine.sign_in();
    const auto given = read_request(request);
    const StartPrompt made{tenant_of(given), ticket_of(given), session_of(given),
                           id<MethodId>(method, "method"), text_or_empty(given.idempotency_key)};
    give(prompt, std::make_unique<cfoil_prompt>(sign_in.start(made).value()));
    return CFOIL_OK;
  });
}

cfoil_status cfoil_sign_in_poll(cfoil_engine* engine, cfoil_prompt** prompt, const cfoil_sign_in* request) {
  return guard([&] {
    clear(prompt);
    SignIn sign_in = live(engine).engine.sign_in();
    const auto given = read_request(request);
    const auto found = sign_in.poll(tenant_of(given), ticket_of(given), session_of(given));
    give(prompt, std::make_unique<cfoil_prompt>(found.value()));
    return status_of(found->state);
  });
}

cfoil_status cfoil_sign_in_cancel(cfoil_engine* engine, const cfoil_sign_in* request) {
  return guard([&] {
    SignIn sign_in = live(engine).engine.sign_in();
    const auto given = read_request(request);
    sign_in.cancel(tenant_of(given), ticket_of(given), session_of(given)).value();
    return CFOIL_OK;
  });
}

cfoil_status cfoil_sign_in_check(cfoil_engine* engine, cfoil_assurance** found, const char* tenant,
                                 const char* assurance, const void* session_bytes, size_t session_size) {
  return guard([&] {
    clear(found);
    SignIn sign_in = live(engine).engine.sign_in();
    const auto status = sign_in.check(id<TenantId>(tenant, "tenant"), Assurance(text(assurance, "assurance")),
                                      session(session_bytes, session_size));
    give(found, std::make_unique<cfoil_assurance>(status.value()));
    return CFOIL_OK;
  });
}
