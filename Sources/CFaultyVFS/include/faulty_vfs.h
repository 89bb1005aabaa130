#ifndef RINNALLA_FAULTY_VFS_H
#define RINNALLA_FAULTY_VFS_H

#include <stdint.h>

/// A file system for SQLite that can lose what was not synced, and run full. It passes everything on to the real one
/// until a directory is watched. One directory at a time; the caller sees to it that only one thread uses the
/// functions below, and that the files in the directory are opened and closed between `start` and `stop`.

/// Makes it the default file system of SQLite in this process. 0 = done. Once is enough.
int faulty_vfs_register(void);

/// Watches the files in `directory`. What is synced there is copied to `shadow`, an existing directory: after the power
/// cut, `shadow` is what a disk would hold.
///
/// From the `cut`-th writing operation on (write, truncate, sync, delete; counted from 1), the power is off: the
/// operation and all that follow fail, and `shadow` stays as it is. `cut` 0 = never.
/// With `survivors` not 0, a part of the writes that were not synced reaches the disk all the same: which, is drawn
/// from that seed.
void faulty_vfs_start(const char *directory, const char *shadow, int64_t cut, uint64_t survivors);

/// From now on writes that make a watched file longer fail as on a full disk (1), or go through again (0).
void faulty_vfs_set_full(int full);

/// The number of writing operations so far, and of syncs among them.
int64_t faulty_vfs_operations(void);
int64_t faulty_vfs_syncs(void);

/// Stops watching.
void faulty_vfs_stop(void);

#endif
