#pragma once

#include <sys/types.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace counterfoil::testing {

/// The program durability_worker in a process of its own, with its standard input and output at our end of two
/// pipes. It is ended with this object if it has not ended before. Throws what the system refuses.
class WorkerProcess {
 public:
  explicit WorkerProcess(const std::vector<std::string>& arguments);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  /// The next line that it wrote; none when it closed its output.
  std::optional<std::string> read_line();
  /// All lines until it closes its output.
  std::vector<std::string> read_lines();
  /// Lets it go on.
  void go();
  /// Waits for its end. @return as waitpid() tells it.
  int wait();

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };

  pid_t id_ = -1;
  std::unique_ptr<std::FILE, Close> to_;
  std::unique_ptr<std::FILE, Close> from_;
};

/// What such a process does at the other end.
void say(const std::string& line);
/// Waits until the other side lets it go on.
void wait_for_go();

}  // namespace counterfoil::testing
