#define _GNU_SOURCE
#include "faulty_vfs.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum { WRITE, TRUNCATION, DELETION } Kind;

// An operation that is not synced yet, in the order of time.
typedef struct Pending {
  struct Pending *next;
  char name[64];  // of the file, without its directory
  Kind kind;
  sqlite3_int64 offset;  // of a truncation: the new size
  int length;
  unsigned char data[];
} Pending;

typedef struct {
  sqlite3_file base;
  char name[64];  // empty: not watched
  int syncs_directory;  // with the first sync
  sqlite3_file real[];
} File;

static struct {
  pthread_mutex_t lock;
  int is_watching, is_off, is_full;
  char directory[512], shadow[512];
  int64_t cut, operations, syncs;
  uint64_t survivors;
  Pending *first, **last;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER, .last = &state.first};

static sqlite3_vfs *real_vfs;

static sqlite3_file *real_of(sqlite3_file *file) { return ((File *)file)->real; }

static void path_on_shadow(const char *name, char *path, size_t size) {
  snprintf(path, size, "%s/%s", state.shadow, name);
}

static void put_on_shadow(const Pending *pending) {
  char path[600];
  path_on_shadow(pending->name, path, sizeof path);
  if (pending->kind == DELETION) {
    unlink(path);
    return;
  }
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) abort();
  if (pending->kind == TRUNCATION) {
    if (ftruncate(file, pending->offset) != 0) abort();
  } else if (pwrite(file, pending->data, (size_t)pending->length, pending->offset) != pending->length) {
    abort();
  }
  close(file);
}

// Takes the pending operations that `is_meant` off the list; those that it keeps reach the shadow.
static void settle(int (*is_meant)(const Pending *, const char *), const char *name, int keep) {
  Pending **place = &state.first;
  while (*place) {
    Pending *pending = *place;
    if (!is_meant(pending, name)) {
      place = &pending->next;
      continue;
    }
    if (keep) put_on_shadow(pending);
    *place = pending->next;
    free(pending);
  }
  state.last = place;
}

static int is_any(const Pending *pending, const char *name) { return 1; }

static int is_of_file(const Pending *pending, const char *name) { return strcmp(pending->name, name) == 0; }

// Up to the last deletion of each name: what was written later is in a new file of that name.
static int is_deletion_or_before(const Pending *pending, const char *name) {
  for (const Pending *later = pending; later; later = later->next) {
    if (later->kind == DELETION && strcmp(later->name, pending->name) == 0) return 1;
  }
  return 0;
}

// xorshift64 (George Marsaglia): every second operation survives, on average.
static int survives(void) {
  state.survivors ^= state.survivors << 13;
  state.survivors ^= state.survivors >> 7;
  state.survivors ^= state.survivors << 17;
  return (int)(state.survivors >> 32 & 1);
}

// The power goes: some of what was not synced is on the disk. A deletion that is not leaves the old file, and nothing
// of a new one with its name.
static void lose_power(void) {
  state.is_off = 1;
  while (state.survivors && state.first) {
    Pending *pending = state.first;
    if (survives()) {
      put_on_shadow(pending);
    } else if (pending->kind == DELETION) {
      char name[64];
      snprintf(name, sizeof name, "%s", pending->name);
      settle(is_of_file, name, 0);
      continue;
    }
    state.first = pending->next;
    if (!state.first) state.last = &state.first;
    free(pending);
  }
  settle(is_any, NULL, 0);
}

static void remember(const char *name, Kind kind, sqlite3_int64 offset, const void *data, int length) {
  Pending *pending = malloc(sizeof *pending + (size_t)length);
  if (!pending) abort();
  pending->next = NULL;
  snprintf(pending->name, sizeof pending->name, "%s", name);
  pending->kind = kind;
  pending->offset = offset;
  pending->length = length;
  if (length > 0) memcpy(pending->data, data, (size_t)length);
  *state.last = pending;
  state.last = &pending->next;
}

// Counts a writing operation; 0 = the power is off. Called with the lock held.
static int has_power(void) {
  if (state.is_off) return 0;
  state.operations++;
  if (state.cut == 0 || state.operations < state.cut) return 1;
  lose_power();
  return 0;
}

static int faulty_write(sqlite3_file *file, const void *data, int length, sqlite3_int64 offset) {
  const char *name = ((File *)file)->name;
  if (!*name) return real_of(file)->pMethods->xWrite(real_of(file), data, length, offset);
  int result = SQLITE_IOERR_WRITE;
  pthread_mutex_lock(&state.lock);
  if (has_power()) {
    sqlite3_int64 size = 0;
    real_of(file)->pMethods->xFileSize(real_of(file), &size);
    if (state.is_full && offset + length > size) {
      result = SQLITE_FULL;
    } else {
      result = real_of(file)->pMethods->xWrite(real_of(file), data, length, offset);
      if (result == SQLITE_OK) remember(name, WRITE, offset, data, length);
    }
  }
  pthread_mutex_unlock(&state.lock);
  return result;
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size) {
  const char *name = ((File *)file)->name;
  if (!*name) return real_of(file)->pMethods->xTruncate(real_of(file), size);
  int result = SQLITE_IOERR_TRUNCATE;
  pthread_mutex_lock(&state.lock);
  if (has_power()) {
    result = real_of(file)->pMethods->xTruncate(real_of(file), size);
    if (result == SQLITE_OK) remember(name, TRUNCATION, size, NULL, 0);
  }
  pthread_mutex_unlock(&state.lock);
  return result;
}

static int faulty_sync(sqlite3_file *file, int flags) {
  const char *name = ((File *)file)->name;
  if (!*name) return real_of(file)->pMethods->xSync(real_of(file), flags);
  int result = SQLITE_IOERR_FSYNC;
  pthread_mutex_lock(&state.lock);
  if (has_power()) {
    state.syncs++;
    result = real_of(file)->pMethods->xSync(real_of(file), flags);
    if (result == SQLITE_OK) {
      if (((File *)file)->syncs_directory) settle(is_deletion_or_before, NULL, 1);
      ((File *)file)->syncs_directory = 0;
      settle(is_of_file, name, 1);
    }
  }
  pthread_mutex_unlock(&state.lock);
  return result;
}

static int faulty_close(sqlite3_file *file) {
  int result = real_of(file)->pMethods->xClose(real_of(file));
  file->pMethods = NULL;
  return result;
}

static int faulty_read(sqlite3_file *file, void *data, int length, sqlite3_int64 offset) {
  return real_of(file)->pMethods->xRead(real_of(file), data, length, offset);
}

static int faulty_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int faulty_lock(sqlite3_file *file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }

static int faulty_unlock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int faulty_check_lock(sqlite3_file *file, int *result) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int faulty_control(sqlite3_file *file, int operation, void *argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int faulty_sector_size(sqlite3_file *file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }

static int faulty_characteristics(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int faulty_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}

static int faulty_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void faulty_shm_barrier(sqlite3_file *file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }

static int faulty_shm_unmap(sqlite3_file *file, int delete) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

// Version 2: without xFetch, so that SQLite reads and writes by the functions above only.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = faulty_close,
    .xRead = faulty_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = faulty_file_size,
    .xLock = faulty_lock,
    .xUnlock = faulty_unlock,
    .xCheckReservedLock = faulty_check_lock,
    .xFileControl = faulty_control,
    .xSectorSize = faulty_sector_size,
    .xDeviceCharacteristics = faulty_characteristics,
    .xShmMap = faulty_shm_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_shm_barrier,
    .xShmUnmap = faulty_shm_unmap,
};

// The name of a file in the watched directory, else NULL. Called with the lock held.
static const char *watched_name(const char *path) {
  size_t length = strlen(state.directory);
  if (!state.is_watching || !path || strncmp(path, state.directory, length) != 0 || path[length] != '/') return NULL;
  return path + length + 1;
}

static int faulty_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
  File *mine = (File *)file;
  memset(mine, 0, sizeof *mine);
  int result = real_vfs->xOpen(real_vfs, path, mine->real, flags, out);
  if (result != SQLITE_OK) {
    if (mine->real->pMethods) mine->real->pMethods->xClose(mine->real);
    return result;
  }
  pthread_mutex_lock(&state.lock);
  const char *name = watched_name(path);
  if (name) {
    // As os_unix.c does (isNewJrnl): the first sync of a new journal or log syncs its directory too.
    int is_log = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL);
    mine->syncs_directory = is_log && (flags & SQLITE_OPEN_CREATE);
    snprintf(mine->name, sizeof mine->name, "%s", name);
  }
  pthread_mutex_unlock(&state.lock);
  file->pMethods = &methods;
  return SQLITE_OK;
}

static int faulty_delete(sqlite3_vfs *vfs, const char *path, int sync_directory) {
  int result = SQLITE_IOERR_DELETE;
  pthread_mutex_lock(&state.lock);
  const char *name = watched_name(path);
  if (!name || has_power()) {
    result = real_vfs->xDelete(real_vfs, path, sync_directory);
    if (name && result == SQLITE_OK) {
      remember(name, DELETION, 0, NULL, 0);
      if (sync_directory) settle(is_deletion_or_before, NULL, 1);
    }
  }
  pthread_mutex_unlock(&state.lock);
  return result;
}

int faulty_vfs_register(void) {
  static sqlite3_vfs faulty;
  if (real_vfs) return SQLITE_OK;
  real_vfs = sqlite3_vfs_find(NULL);
  if (!real_vfs) return SQLITE_ERROR;
  faulty = *real_vfs;
  faulty.pNext = NULL;
  faulty.zName = "faulty";
  faulty.szOsFile = (int)sizeof(File) + real_vfs->szOsFile;
  faulty.xOpen = faulty_open;
  faulty.xDelete = faulty_delete;
  return sqlite3_vfs_register(&faulty, 1);
}

void faulty_vfs_start(const char *directory, const char *shadow, int64_t cut, uint64_t survivors) {
  pthread_mutex_lock(&state.lock);
  settle(is_any, NULL, 0);
  snprintf(state.directory, sizeof state.directory, "%s", directory);
  snprintf(state.shadow, sizeof state.shadow, "%s", shadow);
  state.cut = cut;
  state.survivors = survivors;
  state.operations = state.syncs = 0;
  state.is_off = state.is_full = 0;
  state.is_watching = 1;
  pthread_mutex_unlock(&state.lock);
}

void faulty_vfs_set_full(int full) {
  pthread_mutex_lock(&state.lock);
  state.is_full = full;
  pthread_mutex_unlock(&state.lock);
}

int64_t faulty_vfs_operations(void) {
  pthread_mutex_lock(&state.lock);
  int64_t count = state.operations;
  pthread_mutex_unlock(&state.lock);
  return count;
}

int64_t faulty_vfs_syncs(void) {
  pthread_mutex_lock(&state.lock);
  int64_t count = state.syncs;
  pthread_mutex_unlock(&state.lock);
  return count;
}

void faulty_vfs_stop(void) {
  pthread_mutex_lock(&state.lock);
  state.is_watching = 0;
  settle(is_any, NULL, 0);
  pthread_mutex_unlock(&state.lock);
}
