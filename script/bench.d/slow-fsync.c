// Makes every sync of the process last at least SLOW_FSYNC_US microseconds, as on a slow disk. For script/bench only.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void rest(void) {
  const char *text = getenv("SLOW_FSYNC_US");
  usleep(text ? (useconds_t)atoi(text) : 5000);
}

int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  rest();
  return real(fd);
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  rest();
  return real(fd);
}
