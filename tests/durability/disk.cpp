#include "durability/disk.hpp"

#include <stdexcept>
#include <utility>

namespace counterfoil::testing {

namespace {

// As SQLite allocates it; the real file lies behind it.
struct ShimFile {
  ::sqlite3_file base;
  Disk* disk;
  const char* path;  // of SQLite, which keeps it until the file is closed
};

ShimFile& shim(::sqlite3_file* file) {
  return *reinterpret_cast<ShimFile*>(file);
}

::sqlite3_file* real(::sqlite3_file* file) {
  return reinterpret_cast<::sqlite3_file*>(reinterpret_cast<ShimFile*>(file) + 1);
}

::sqlite3_vfs* real_vfs() {
  return ::sqlite3_vfs_find("unix");
}

std::string path_of(::sqlite3_file* file) {
  const char* path = shim(file).path;
  return path == nullptr ? std::string() : path;
}

int ask(::sqlite3_file* file, const DiskCall& call, const Disk::PassOn& pass_on) {
  return shim(file).disk->call(call, pass_on);
}

int write(::sqlite3_file* file, const void* data, int size, ::sqlite3_int64 offset) {
  const std::span bytes(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
  return ask(file, {DiskCall::Kind::write, path_of(file), bytes, offset}, [&](const DiskCall& call) {
    return real(file)->pMethods->xWrite(real(file), call.bytes.data(), static_cast<int>(call.bytes.size()),
                                        call.offset);
  });
}

int truncate(::sqlite3_file* file, ::sqlite3_int64 size) {
  return ask(file, {DiskCall::Kind::truncate, path_of(file), {}, size},
             [&](const DiskCall& call) { return real(file)->pMethods->xTruncate(real(file), call.offset); });
}

int sync(::sqlite3_file* file, int flags) {
  return ask(file, {DiskCall::Kind::sync, path_of(file)},
             [&](const DiskCall&) { return real(file)->pMethods->xSync(real(file), flags); });
}

int lock_shared_memory(::sqlite3_file* file, int first, int count, int flags) {
  return ask(file, {DiskCall::Kind::lock, path_of(file)}, [&](const DiskCall&) {
    return real(file)->pMethods->xShmLock(real(file), first, count, flags);
  });
}

// Version 2: SQLite then never writes through a mapping of the file, which would go past us.
constexpr ::sqlite3_io_methods methods{
    2,
    [](::sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); },
    [](::sqlite3_file* file, void* out, int size, ::sqlite3_int64 offset) {
      return real(file)->pMethods->xRead(real(file), out, size, offset);
    },
    write,
    truncate,
    sync,
    [](::sqlite3_file* file, ::sqlite3_int64* size) {
      return real(file)->pMethods->xFileSize(real(file), size);
    },
    [](::sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); },
    [](::sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); },
    [](::sqlite3_file* file, int* out) { return real(file)->pMethods->xCheckReservedLock(real(file), out); },
    [](::sqlite3_file* file, int operation, void* argument) {
      return real(file)->pMethods->xFileControl(real(file), operation, argument);
    },
    [](::sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); },
    [](::sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); },
    [](::sqlite3_file* file, int page, int size, int extend, void volatile** out) {
      return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
    },
    lock_shared_memory,
    [](::sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); },
    [](::sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); },
    nullptr,
    nullptr};

int open(::sqlite3_vfs* vfs, const char* path, ::sqlite3_file* file, int flags, int* out_flags) {
  auto& disk = *static_cast<Disk*>(vfs->pAppData);
  if (path != nullptr) disk.open(path);
  shim(file) = {{nullptr}, &disk, path};
  if (!disk.can_be_opened_for_writing()) {
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  }
  const int code = real_vfs()->xOpen(real_vfs(), path, real(file), flags, out_flags);
  if (real(file)->pMethods != nullptr) shim(file).base.pMethods = &methods;
  return code;
}

int remove(::sqlite3_vfs* vfs, const char* path, int syncs_directory) {
  const DiskCall call{DiskCall::Kind::remove, path, {}, 0, syncs_directory != 0};
  return static_cast<Disk*>(vfs->pAppData)->call(call, [&](const DiskCall&) {
    return real_vfs()->xDelete(real_vfs(), path, syncs_directory);
  });
}

}  // namespace

void Disk::open(const std::string& /*path*/) {}

bool Disk::can_be_opened_for_writing() const {
  return true;
}

DiskCall half_of(DiskCall write) {
  write.bytes = write.bytes.first(write.bytes.size() / 2);
  return write;
}

// What is not about files is the real VFS's own.
DiskVfs::DiskVfs(std::string name, Disk& disk) : name_(std::move(name)), vfs_(*real_vfs()) {
  vfs_.szOsFile += static_cast<int>(sizeof(ShimFile));
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = &disk;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  if (::sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error("the VFS is refused");
}

DiskVfs::~DiskVfs() {
  ::sqlite3_vfs_unregister(&vfs_);
}

}  // namespace counterfoil::testing
