#include "counterfoil/device/phone.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "engine.hpp"

using namespace counterfoil;

static_assert(CFOIL_MAX_REPLY_SIZE == protocol::max_reply_size);
static_assert(CFOIL_ID_SIZE == 2 * device::LocalId::size + 1);

struct cfoil_phone {
  device::Phone phone;
  cfoil_transport transport;
  void* user_data;
  std::string issuer{};
  std::string label{};
  bool is_sending = false;
  cfoil_release release = nullptr;  ///< Set when nothing can fail any more.

  cfoil_phone(device::Phone phone_in, cfoil_transport transport_in, void* user_data_in)
      : phone(std::move(phone_in)), transport(transport_in), user_data(user_data_in) {}
  cfoil_phone(const cfoil_phone&) = delete;
  cfoil_phone& operator=(const cfoil_phone&) = delete;
  ~cfoil_phone() {
    if (release != nullptr) release(user_data);
  }
};

struct cfoil_inbox {
  std::vector<device::PendingRequest> requests;
};

namespace {

/// The application's transport. What it says other than success comes back as it is.
Result<std::string> send(cfoil_phone& phone, const device::Outgoing& message) {
  SecretBytes reply(protocol::max_reply_size);
  std::size_t size = reply.size();
  cfoil_status status = CFOIL_PROVIDER_FAILED;
  phone.is_sending = true;
  try {
    status = phone.transport(reply.write(SecretAccess::grant()).data(), &size, message.url.c_str(),
                             message.content_type.c_str(), message.body.data(), message.body.size(),
                             phone.user_data);
  } catch (...) {
    status = CFOIL_PROVIDER_FAILED;
  }
  phone.is_sending = false;
  if (status != CFOIL_OK) refuse(status, "transport: the application's one failed");
  if (size > reply.size()) refuse(CFOIL_PROVIDER_FAILED, "transport: a reply longer than its buffer");
  return std::string(reply.read_text(SecretAccess::grant()).substr(0, size));
}

template <class Make, class Read>
auto ask(cfoil_phone& phone, const Make& make, const Read& read) {
  return device::exchange(
             make, [&](const device::Outgoing& message) { return send(phone, message); }, read)
      .value();
}

Timestamp now() {
  return system_clock()->now().value();
}

/// A phone that may be used: not one from within its own transport.
template <class Phone>
Phone& free_phone(Phone* phone) {
  Phone& self = live(phone);
  if (self.is_sending) refuse(CFOIL_WRONG_STATE, "phone: its own transport must not use it");
  return self;
}

const device::PendingRequest& request_of(const cfoil_inbox* inbox, std::size_t index) {
  const auto& requests = live(inbox).requests;
  if (index >= requests.size()) refuse(CFOIL_INVALID_ARGUMENT, "index: beyond the inbox");
  return requests[index];
}

void give_phone(cfoil_phone** output, device::Phone phone, cfoil_transport transport, void* user_data,
                cfoil_release release) {
  if (transport == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "transport: NULL");
  give(output, std::make_unique<cfoil_phone>(std::move(phone), transport, user_data));
  (*output)->release = release;
}

}  // namespace

cfoil_status cfoil_devices_exchange(cfoil_engine* engine, void* reply, size_t* reply_size, const char* tenant,
                                    const void* message, size_t message_size) {
  return guard([&] {
    Devices devices = live(engine).engine.devices();
    if (message == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "message: NULL");
    const auto whose = id<TenantId>(tenant, "tenant");
    require_room(reply, reply_size, protocol::max_reply_size);
    const SecretBytes said =
        devices.exchange(whose, {static_cast<const char*>(message), message_size}).value();
    const ByteView bytes = said.read(SecretAccess::grant());
    std::copy(bytes.begin(), bytes.end(), static_cast<std::byte*>(reply));
    *reply_size = bytes.size();
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_create(cfoil_phone** phone, cfoil_transport transport, void* user_data,
                                cfoil_release release) {
  return guard([&] {
    clear(phone);
    give_phone(phone, device::Phone(system_entropy()), transport, user_data, release);
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_restore(cfoil_phone** phone, const void* saved, size_t saved_size,
                                 cfoil_transport transport, void* user_data, cfoil_release release) {
  return guard([&] {
    clear(phone);
    auto restored = device::Phone::restore(secret(saved, saved_size, "saved"), system_entropy()).value();
    give_phone(phone, std::move(restored), transport, user_data, release);
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_save(const cfoil_phone* phone, void* saved, size_t* saved_size) {
  return guard([&] {
    const SecretBytes whole = free_phone(phone).phone.save().value();
    require_room(saved, saved_size, whole.size());
    const ByteView bytes = whole.read(SecretAccess::grant());
    std::copy(bytes.begin(), bytes.end(), static_cast<std::byte*>(saved));
    *saved_size = bytes.size();
    return CFOIL_OK;
  });
}

void cfoil_phone_destroy(cfoil_phone* phone) {
  destroy(phone);
}

cfoil_status cfoil_phone_scan(cfoil_phone* phone, char* account, size_t* account_size, const char* link) {
  return guard([&] {
    device::Phone& self = free_phone(phone).phone;
    require_room(account, account_size, CFOIL_ID_SIZE);
    const std::string scanned = self.scan(text(link, "link")).value().text();
    std::copy_n(scanned.c_str(), CFOIL_ID_SIZE, account);
    *account_size = CFOIL_ID_SIZE;
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_preview(cfoil_phone* phone, const char** issuer, const char** label,
                                 const char* account) {
  return guard([&] {
    clear(issuer);
    clear(label);
    cfoil_phone& self = free_phone(phone);
    const auto on = id<device::LocalId>(account, "account");
    auto shown = ask(
        self, [&] { return self.phone.preview(on); },
        [&](std::string_view reply) { return self.phone.read_preview(on, reply, now()); });
    self.issuer = std::move(shown.issuer);
    self.label = std::move(shown.account);
    *issuer = self.issuer.c_str();
    *label = self.label.c_str();
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_register(cfoil_phone* phone, const char* account, const char* device_name) {
  return guard([&] {
    cfoil_phone& self = free_phone(phone);
    const auto on = id<device::LocalId>(account, "account");
    const std::string name = text(device_name, "device_name");
    (void)ask(
        self, [&] { return self.phone.register_key(on, name, now()); },
        [&](std::string_view reply) { return self.phone.read_registration(on, reply, now()); });
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_inbox(cfoil_phone* phone, cfoil_inbox** inbox, const char* account) {
  return guard([&] {
    clear(inbox);
    cfoil_phone& self = free_phone(phone);
    const auto on = id<device::LocalId>(account, "account");
    auto found = ask(
        self, [&] { return self.phone.inbox(on, now()); },
        [&](std::string_view reply) { return self.phone.read_inbox(on, reply, now()); });
    give(inbox, std::make_unique<cfoil_inbox>(cfoil_inbox{std::move(found.requests)}));
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_approve(cfoil_phone* phone, const char* account, const cfoil_inbox* inbox,
                                 size_t index, const char* number) {
  return guard([&] {
    cfoil_phone& self = free_phone(phone);
    const auto on = id<device::LocalId>(account, "account");
    const device::PendingRequest& request = request_of(inbox, index);
    if (number == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "number: NULL");
    const SecretBytes typed{std::string_view(number)};
    ask(
        self, [&] { return self.phone.approve(on, request, typed, now()); },
        [&](std::string_view reply) { return self.phone.read_answer(on, reply, now()); });
    return CFOIL_OK;
  });
}

cfoil_status cfoil_phone_deny(cfoil_phone* phone, const char* account, const cfoil_inbox* inbox,
                              size_t index) {
  return guard([&] {
    cfoil_phone& self = free_phone(phone);
    const auto on = id<device::LocalId>(account, "account");
    const device::PendingRequest& request = request_of(inbox, index);
    ask(
        self, [&] { return self.phone.deny(on, request, now()); },
        [&](std::string_view reply) { return self.phone.read_answer(on, reply, now()); });
    return CFOIL_OK;
  });
}

size_t cfoil_inbox_count(const cfoil_inbox* inbox) {
  return look(inbox, [](const cfoil_inbox& self) { return self.requests.size(); });
}

const char* cfoil_inbox_app(const cfoil_inbox* inbox, size_t index) {
  return look_at(inbox, &cfoil_inbox::requests, index,
                 [](const auto& request) { return request.shown.context.app.c_str(); });
}

const char* cfoil_inbox_place(const cfoil_inbox* inbox, size_t index) {
  return look_at(inbox, &cfoil_inbox::requests, index,
                 [](const auto& request) { return request.shown.context.place.c_str(); });
}

const char* cfoil_inbox_browser(const cfoil_inbox* inbox, size_t index) {
  return look_at(inbox, &cfoil_inbox::requests, index,
                 [](const auto& request) { return request.shown.context.browser.c_str(); });
}

uint32_t cfoil_inbox_digits(const cfoil_inbox* inbox, size_t index) {
  return look_at(inbox, &cfoil_inbox::requests, index,
                 [](const auto& request) { return std::uint32_t{request.shown.digits}; });
}

void cfoil_inbox_destroy(cfoil_inbox* inbox) {
  destroy(inbox);
}
