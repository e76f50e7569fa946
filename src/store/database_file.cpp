#include "store/database_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "store/store_failure.hpp"

namespace counterfoil {

namespace {

StoreFailure failed(const char* doing) {
  return StoreFailure({errc::store_failed, std::string("sqlite: ") + doing});
}

// A new name survives a power failure only when its directory was synced.
void sync_directory_of(const std::string& path) {
  const std::filesystem::path directory = std::filesystem::path(path).parent_path();
  const int file = ::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) throw failed("the database's directory cannot be opened");
  const bool is_synced = ::fsync(file) == 0;
  ::close(file);
  if (!is_synced) throw failed("the database's directory cannot be synced");
}

}  // namespace

bool make_private_file(const std::string& path) {
  if (::mknod(path.c_str(), S_IFREG | S_IRUSR | S_IWUSR, 0) != 0) {
    if (errno == EEXIST) return false;
    throw failed("the database file cannot be made");
  }
  sync_directory_of(path);
  return true;
}

bool publish_file(const std::string& from, const std::string& to) {
  const bool is_given = ::link(from.c_str(), to.c_str()) == 0;
  if (!is_given && errno != EEXIST) throw failed("the backup cannot be given its name");
  ::unlink(from.c_str());
  if (is_given) sync_directory_of(to);
  return is_given;
}

}  // namespace counterfoil
