#include "tests/support/failing_disk.hpp"

#include <cstring>
#include <limits>
#include <string>

#include <sqlite3.h>
#include <unistd.h>

namespace throughline::test {

namespace fs = std::filesystem;

struct FailingDisk::State {
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    std::int64_t writes = 0;
    std::int64_t bytes = 0;
    std::int64_t full_after = std::numeric_limits<std::int64_t>::max();
    std::int64_t failing_write = 0;
    std::int64_t last_write = 0;  // the power goes here
    fs::path shadow;
    bool drops_syncs = false;
    bool is_away = false;
    int times_unplugged = 0;
};

namespace {

FailingDisk::State* disk = nullptr;

struct File {
    sqlite3_file base;
    sqlite3_file* real;
    const char* name;     // SQLite's, as long as the file is open; null for one without a name
    int times_unplugged;  // when it was opened
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

// Opened before the drive was pulled out.
bool is_dead(sqlite3_file* file) { return reinterpret_cast<File*>(file)->times_unplugged != disk->times_unplugged; }

// What this write comes to: SQLITE_OK to let it through.
int before_write(std::int64_t bytes)
{
    ++disk->writes;
    if (disk->writes == disk->last_write) ::_exit(0);
    if (disk->writes == disk->failing_write) return SQLITE_IOERR_WRITE;
    if (disk->bytes + bytes > disk->full_after) return SQLITE_FULL;
    disk->bytes += bytes;
    return SQLITE_OK;
}

fs::path shadow_of(const char* name) { return disk->shadow / fs::path(name).filename(); }

int close_file(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int read(sqlite3_file* file, void* to, int count, sqlite3_int64 at)
{
    if (is_dead(file)) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), to, count, at);
}
int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at)
{
    if (is_dead(file)) return SQLITE_IOERR_WRITE;
    if (const int refused = before_write(count); refused != SQLITE_OK) return refused;
    return real(file)->pMethods->xWrite(real(file), from, count, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    if (is_dead(file)) return SQLITE_IOERR_TRUNCATE;
    if (const int refused = before_write(0); refused != SQLITE_OK) return refused;
    return real(file)->pMethods->xTruncate(real(file), size);
}
int sync(sqlite3_file* file, int flags)
{
    if (is_dead(file)) return SQLITE_IOERR_FSYNC;
    if (disk->drops_syncs) return SQLITE_OK;
    const auto* name = reinterpret_cast<File*>(file)->name;
    if (name == nullptr || disk->shadow.empty()) return real(file)->pMethods->xSync(real(file), flags);
    // Whole under another name and then renamed, as the disk has either state and none between.
    const auto shadow = shadow_of(name);
    const auto unfinished = shadow.string() + "~";
    fs::copy_file(name, unfinished, fs::copy_options::overwrite_existing);
    fs::rename(unfinished, shadow);
    return SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size)
{
    if (is_dead(file)) return SQLITE_IOERR_FSTAT;
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* is_locked)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), is_locked);
}
int control(sqlite3_file* file, int what, void* with)
{
    return real(file)->pMethods->xFileControl(real(file), what, with);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** to)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, to);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

const sqlite3_io_methods methods{
    2,          close_file, read,        write,           truncate,   sync,        file_size, lock,         unlock,
    check_lock, control,    sector_size, characteristics, map_shared, lock_shared, barrier,   unmap_shared, nullptr,
    nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out)
{
    auto* ours = reinterpret_cast<File*>(file);
    ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
    ours->name = name;
    ours->times_unplugged = disk->times_unplugged;
    ours->base.pMethods = nullptr;
    if (disk->is_away && name != nullptr) return SQLITE_CANTOPEN;
    const int status = disk->real->xOpen(disk->real, name, ours->real, flags, flags_out);
    ours->base.pMethods = ours->real->pMethods != nullptr ? &methods : nullptr;
    return status;
}

int remove_file(sqlite3_vfs*, const char* name, int sync_folder)
{
    if (!disk->shadow.empty()) {
        std::error_code none;  // what was never synced has no shadow
        fs::remove(shadow_of(name), none);
    }
    return disk->real->xDelete(disk->real, name, sync_folder);
}

}  // namespace

FailingDisk::FailingDisk() : state_(std::make_unique<State>())
{
    disk = state_.get();
    disk->real = sqlite3_vfs_find(nullptr);
    disk->vfs = *disk->real;
    disk->vfs.zName = "failing-disk";
    disk->vfs.pNext = nullptr;
    disk->vfs.szOsFile = static_cast<int>(sizeof(File)) + disk->real->szOsFile;
    disk->vfs.xOpen = open_file;
    disk->vfs.xDelete = remove_file;
    sqlite3_vfs_register(&disk->vfs, 1);
}

FailingDisk::~FailingDisk()
{
    sqlite3_vfs_unregister(&state_->vfs);
    sqlite3_vfs_register(state_->real, 1);
    disk = nullptr;
}

void FailingDisk::fill_after(std::int64_t bytes) { state_->full_after = state_->bytes + bytes; }
void FailingDisk::free_space() { state_->full_after = std::numeric_limits<std::int64_t>::max(); }
void FailingDisk::unplug()
{
    state_->is_away = true;
    ++state_->times_unplugged;
}
void FailingDisk::plug_in() { state_->is_away = false; }
void FailingDisk::fail_write(std::int64_t number) { state_->failing_write = state_->writes + number; }
void FailingDisk::keep_synced_in(const fs::path& shadow) { state_->shadow = shadow; }
void FailingDisk::cut_power_at_write(std::int64_t number) { state_->last_write = state_->writes + number; }
void FailingDisk::drop_syncs() { state_->drops_syncs = true; }
std::int64_t FailingDisk::write_count() const { return state_->writes; }
std::int64_t FailingDisk::byte_count() const { return state_->bytes; }

}  // namespace throughline::test
