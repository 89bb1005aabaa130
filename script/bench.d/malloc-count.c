// Counts, for each thread, the allocations that were asked for outside libzmq, libstdc++ and libc.
// Preload it (LD_PRELOAD) and call malloc_count_of_thread from the program.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

enum { max_threads = 1024 };
static _Atomic int threads[max_threads];
static _Atomic long counts[max_threads];
static __thread int own __attribute__((tls_model("initial-exec")));
static __thread int inside __attribute__((tls_model("initial-exec")));

// The position of the calling thread, from 1; 0 when there are too many.
static int position(void) {
  if (own) return own;
  int thread = (int)syscall(SYS_gettid);
  for (int i = 1; i < max_threads; i++) {
    int none = 0;
    if (atomic_compare_exchange_strong(&threads[i], &none, thread)) return own = i;
  }
  return 0;
}

static int is_foreign(const char *path) {
  const char *name = strrchr(path, '/');
  name = name ? name + 1 : path;
  return !strncmp(name, "libzmq", 6) || !strncmp(name, "libstdc++", 9) || !strncmp(name, "libc.so", 7) ||
         !strncmp(name, "ld-linux", 8);
}

static void note(void *caller) {
  if (inside) return;
  inside = 1;
  Dl_info info;
  if (!dladdr(caller, &info) || !info.dli_fname || !is_foreign(info.dli_fname))
    atomic_fetch_add_explicit(&counts[position()], 1, memory_order_relaxed);
  inside = 0;
}

void *malloc(size_t size) {
  note(__builtin_return_address(0));
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  note(__builtin_return_address(0));
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  note(__builtin_return_address(0));
  return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  note(__builtin_return_address(0));
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **place, size_t alignment, size_t size) {
  note(__builtin_return_address(0));
  *place = __libc_memalign(alignment, size);
  return *place ? 0 : 12;
}

long malloc_count_of_thread(int thread) {
  for (int i = 1; i < max_threads; i++)
    if (atomic_load(&threads[i]) == thread) return atomic_load(&counts[i]);
  return 0;
}
