#include "api/event_stream.hpp"

#include "api/call.hpp"

namespace portal {
namespace {

/// How often nothing new may be said before a comment shows that the line still stands.
constexpr int silent_times = 50;

class EventStream {
 public:
  EventStream(std::string event, std::function<Watched()> watch)
      : event_(std::move(event)), watch_(std::move(watch)) {}

  StreamEvent operator()() {
    try {
      const Watched watched = watch_();
      std::string text = watched.now.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      if (text == said_ && !watched.is_last)
        return ++silences_ % silent_times == 0 ? StreamEvent{": still here\n\n"} : StreamEvent{};
      said_ = std::move(text);
      return {"event: " + event_ + "\ndata: " + said_ + "\n\n", watched.is_last};
    } catch (const Refused& refused) {
      return {"event: over\ndata: \"" + refused.problem.code + "\"\n\n", true};
    }
  }

 private:
  std::string event_;
  std::function<Watched()> watch_;
  std::string said_;
  int silences_ = 0;
};

}  // namespace

Response event_stream(const std::string& event, std::function<Watched()> watch) {
  Response response;
  response.stream = EventStream(event, std::move(watch));
  return response;
}

}  // namespace portal
