#include "post.hpp"

#include <curl/curl.h>

#include <memory>

using namespace counterfoil;

namespace {

constexpr std::size_t max_reply = std::size_t{256} * 1024;

Error failed(const std::string& why) {
  return Error(errc::provider_failed, "network: " + why);
}

/// Takes what arrives; less than all of it ends the transfer.
std::size_t receive(const char* data, std::size_t, std::size_t size, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (size > max_reply - body.size()) return 0;
  body.append(data, size);
  return size;
}

using Transfer = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void set_transport(CURL* curl, const std::string& url, const std::string& authorities) {
  const bool is_local = url.rfind("http://", 0) == 0;
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_local ? "http" : "https");
  if (is_local) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, authorities.c_str());
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 15L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

}  // namespace

Result<std::string> Post::operator()(const device::Outgoing& message) const {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  const Transfer curl(started == CURLE_OK ? curl_easy_init() : nullptr, curl_easy_cleanup);
  const Headers headers(curl_slist_append(nullptr, ("Content-Type: " + message.content_type).c_str()),
                        curl_slist_free_all);
  if (!curl || !headers) return failed("libcurl could not start");
  set_transport(curl.get(), message.url, authorities_);
  std::string body;
  curl_easy_setopt(curl.get(), CURLOPT_URL, message.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, message.body.data());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(message.body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &receive);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&body));
  const CURLcode done = curl_easy_perform(curl.get());
  if (done != CURLE_OK) return failed(curl_easy_strerror(done));
  return body;
}
