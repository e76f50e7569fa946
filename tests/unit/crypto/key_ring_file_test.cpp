#include "counterfoil/crypto/key_ring_file.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "support/temporary_directory.hpp"
#include "support/threads.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

void put_content(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::trunc) << content;
}

std::set<std::string> names_in(const TemporaryDirectory& directory) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

}  // namespace

TEST_CASE("a key ring file is created for its owner only, and holds the ring") {
  const TemporaryDirectory directory;
  const std::string path = directory / "keys";
  KeyRingFile file(path);
  const KeyRing created = file.create(*system_entropy(), now).value();
  CHECK(mode_of(path) == 0600);
  CHECK(names_in(directory) == std::set<std::string>{"keys", "keys.lock"});
  const KeyRing loaded = file.load().value();
  CHECK(loaded.keys() == created.keys());
  CHECK(loaded.installation() == created.installation());
}

TEST_CASE("an existing key ring file is never overwritten by creating one") {
  const TemporaryDirectory directory;
  const std::string path = directory / "keys";
  KeyRingFile file(path);
  REQUIRE(file.create(*system_entropy(), now));
  const std::string before = content_of(path);
  CHECK(file.create(*system_entropy(), now).error().code == errc::already_exists);
  CHECK(content_of(path) == before);

  // Nor is anything else that stands there.
  put_content(directory / "other", "precious");
  CHECK(KeyRingFile(directory / "other").create(*system_entropy(), now).error().code == errc::already_exists);
  CHECK(content_of(directory / "other") == "precious");
  std::filesystem::create_symlink(directory / "nowhere", directory / "link");
  CHECK(KeyRingFile(directory / "link").create(*system_entropy(), now).error().code == errc::already_exists);
  CHECK_FALSE(std::filesystem::exists(directory / "nowhere"));
}

TEST_CASE("a missing key ring file is a refusal, never a new ring") {
  const TemporaryDirectory directory;
  KeyRingFile file(directory / "keys");
  CHECK(file.load().error().code == errc::key_file_missing);
  CHECK(file.add_key(*system_entropy(), now).error().code == errc::key_file_missing);
  CHECK(file.make_primary(KeyId()).error().code == errc::key_file_missing);
  CHECK(file.retire(KeyId(), now).error().code == errc::key_file_missing);
  CHECK(names_in(directory).empty());
  CHECK(KeyRingFile(directory / "no/such/keys").load().error().code == errc::key_file_missing);
}

TEST_CASE("a key ring file that group or others may read or write is refused") {
  const TemporaryDirectory directory;
  const std::string path = directory / "keys";
  KeyRingFile file(path);
  REQUIRE(file.create(*system_entropy(), now));
  for (const mode_t mode : {0601U, 0602U, 0604U, 0610U, 0620U, 0640U, 0644U, 0660U, 0666U, 0777U}) {
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    const auto ring = file.load();
    REQUIRE_FALSE(ring);
    CHECK(ring.error().code == errc::key_file_exposed);
    CHECK(ring.error().message.find("0600") != std::string::npos);
    CHECK(file.add_key(*system_entropy(), now).error().code == errc::key_file_exposed);
  }
  for (const mode_t mode : {0600U, 0400U}) {
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    CHECK(file.load());
  }
}

TEST_CASE("a key ring file in a directory where others could replace it is refused") {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "open");
  KeyRingFile file(directory / "open/keys");
  REQUIRE(file.create(*system_entropy(), now));
  for (const mode_t mode : {0770U, 0707U, 0777U}) {
    REQUIRE(::chmod((directory / "open").c_str(), mode) == 0);
    CHECK(file.load().error().code == errc::key_file_exposed);
    CHECK(KeyRingFile(directory / "open/more").create(*system_entropy(), now).error().code ==
          errc::key_file_exposed);
  }
  for (const mode_t mode : {0700U, 0755U, 01777U}) {
    REQUIRE(::chmod((directory / "open").c_str(), mode) == 0);
    CHECK(file.load());
  }
}

TEST_CASE("a key ring file must be a regular file, and its lock file too") {
  const TemporaryDirectory directory;
  REQUIRE(KeyRingFile(directory / "keys").create(*system_entropy(), now));
  std::filesystem::create_symlink(directory / "keys", directory / "link");
  CHECK(KeyRingFile(directory / "link").load().error().code == errc::key_file_exposed);
  std::filesystem::create_directory(directory / "folder");
  CHECK(KeyRingFile(directory / "folder").load().error().code == errc::key_file_exposed);
  REQUIRE(::mkfifo((directory / "fifo").c_str(), 0600) == 0);
  CHECK(KeyRingFile(directory / "fifo").load().error().code == errc::key_file_exposed);

  std::filesystem::remove(directory / "keys.lock");
  std::filesystem::create_symlink(directory / "elsewhere", directory / "keys.lock");
  CHECK(KeyRingFile(directory / "keys").add_key(*system_entropy(), now).error().code ==
        errc::key_file_exposed);
  CHECK_FALSE(std::filesystem::exists(directory / "elsewhere"));
}

TEST_CASE("a key ring file of somebody else is refused") {
  // Only root can make such a file; for everybody else a file of root's serves.
  const TemporaryDirectory directory;
  if (::geteuid() == 0) {
    KeyRingFile file(directory / "keys");
    REQUIRE(file.create(*system_entropy(), now));
    REQUIRE(::chown((directory / "keys").c_str(), 12345, 12345) == 0);
    CHECK(file.load().error().code == errc::key_file_exposed);
  } else {
    CHECK(KeyRingFile("/etc/hostname").load().error().code == errc::key_file_exposed);
  }
}

TEST_CASE("[G111] a truncated or altered key ring file is refused, and is left as it is") {
  const TemporaryDirectory directory;
  const std::string path = directory / "keys";
  KeyRingFile file(path);
  REQUIRE(file.create(*system_entropy(), now));
  const std::string good = content_of(path);
  std::string altered = good;
  altered[good.find("primary")] = 'q';
  for (const std::string& bad :
       {std::string(), good.substr(0, good.size() - 1), good.substr(0, good.size() / 2), altered, good + "x",
        std::string(100, '\0'), std::string(2U << 20U, 'a')}) {
    put_content(path, bad);
    CHECK(file.load().error().code == errc::key_file_damaged);
    CHECK(file.add_key(*system_entropy(), now).error().code == errc::key_file_damaged);
    CHECK(content_of(path) == bad);
  }
}

TEST_CASE("a rotation in a file is what it is in memory") {
  const TemporaryDirectory directory;
  KeyRingFile file(directory / "keys");
  const KeyId first = file.create(*system_entropy(), now).value().primary().id();
  const KeyId second = file.add_key(*system_entropy(), now).value().keys().back().id;
  CHECK(file.load().value().primary().id() == first);
  REQUIRE(file.make_primary(second));
  CHECK(file.load().value().primary().id() == second);
  CHECK(file.retire(second, now).error().code == errc::wrong_state);
  REQUIRE(file.retire(first, now));
  CHECK(file.load().value().key(first).error().code == errc::key_retired);
  CHECK(file.load().value().revision() == 4);
  CHECK(mode_of(directory / "keys") == 0600);
  CHECK(names_in(directory) == std::set<std::string>{"keys", "keys.lock"});
}

TEST_CASE("[G112] a change that fails or was killed leaves the old ring") {
  const TemporaryDirectory directory;
  const std::string path = directory / "keys";
  KeyRingFile file(path);
  REQUIRE(file.create(*system_entropy(), now));
  const std::string before = content_of(path);
  FailingEntropy failing;
  CHECK(file.add_key(failing, now).error().code == errc::entropy_failed);
  CHECK(content_of(path) == before);

  // What a kill in the middle of a write leaves is no obstacle to the next.
  put_content(path + ".new", "half a ri");
  CHECK(file.load().value().keys().size() == 1);
  CHECK(file.add_key(*system_entropy(), now).value().keys().size() == 2);
  CHECK(names_in(directory) == std::set<std::string>{"keys", "keys.lock"});
}

TEST_CASE("processes that add keys to one file at once lose none") {
  const TemporaryDirectory directory;
  const std::string path = directory / "keys";
  REQUIRE(KeyRingFile(path).create(*system_entropy(), now));
  constexpr int processes = 5;
  constexpr int keys_each = 3;
  std::vector<pid_t> children;
  for (int p = 0; p < processes; ++p) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      int added = 0;
      for (int k = 0; k < keys_each; ++k) added += KeyRingFile(path).add_key(*system_entropy(), now) ? 1 : 0;
      ::_exit(added == keys_each ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  const KeyRing ring = KeyRingFile(path).load().value();
  CHECK(ring.keys().size() == 1 + processes * keys_each);
  CHECK(ring.revision() == 1 + processes * keys_each);
}

TEST_CASE("threads that create one file at once make one ring, and readers see all of it", "[race]") {
  const TemporaryDirectory directory;
  KeyRingFile file(directory / "keys");
  std::atomic<int> created{0};
  std::atomic<int> damaged{0};
  run_threads(8, [&](int t) {
    if (file.create(*system_entropy(), now)) ++created;
    for (int i = 0; i < 3; ++i) {
      if (!file.load()) ++damaged;
    }
    if (t < 4 && !file.add_key(*system_entropy(), now)) ++damaged;
  });
  CHECK(created == 1);
  CHECK(damaged == 0);
  CHECK(file.load().value().keys().size() == 5);
}
