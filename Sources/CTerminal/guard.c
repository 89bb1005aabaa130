#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "CTerminal.h"

// Signal handlers can reach nothing but globals; the guard is the only user of these.
static atomic_int active;
static int guarded_fd;
static int wake;
static struct termios saved;

static const int polite[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};
static const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
enum { polite_count = sizeof polite / sizeof *polite, deadly_count = sizeof deadly / sizeof *deadly };
static struct sigaction polite_before[polite_count];
static struct sigaction deadly_before[deadly_count];

static const char paste_off[] = "\033[?2004l";

// Only calls that are allowed in a signal handler.
static void restore(void) {
  ssize_t written = write(guarded_fd, paste_off, sizeof paste_off - 1);
  (void)written;
  // A background process that sets the modes would be stopped by SIGTTOU.
  sigset_t block, before;
  sigemptyset(&block);
  sigaddset(&block, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &block, &before);
  tcsetattr(guarded_fd, TCSANOW, &saved);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void tell(int number) {
  int error = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(wake, &byte, 1);
  (void)written;
  errno = error;
}

static void die(int number) {
  if (atomic_exchange(&active, 0)) restore();
  for (int i = 0; i < deadly_count; i++) {
    if (deadly[i] == number) sigaction(number, &deadly_before[i], NULL);
  }
  raise(number);
}

static void at_exit(void) {
  if (atomic_exchange(&active, 0)) restore();
}

static void register_at_exit(void) { atexit(at_exit); }

int terminal_guard_begin(int fd, int wake_fd) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  static atomic_int taken;
  if (atomic_load(&active) || atomic_exchange(&taken, 1)) {
    errno = EBUSY;
    return -1;
  }
  if (tcgetattr(fd, &saved) != 0) {
    atomic_store(&taken, 0);
    return -1;
  }
  guarded_fd = fd;
  wake = wake_fd;
  atomic_store(&active, 1);
  atomic_store(&taken, 0);
  pthread_once(&once, register_at_exit);
  struct sigaction action = {0};
  sigfillset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  action.sa_handler = tell;
  for (int i = 0; i < polite_count; i++) sigaction(polite[i], &action, &polite_before[i]);
  action.sa_handler = die;
  for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &action, &deadly_before[i]);
  return 0;
}

void terminal_guard_stop(void) {
  if (atomic_load(&active)) restore();
  kill(getpid(), SIGTSTP);
}

void terminal_guard_end(void) {
  if (!atomic_exchange(&active, 0)) return;
  for (int i = 0; i < polite_count; i++) sigaction(polite[i], &polite_before[i], NULL);
  for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &deadly_before[i], NULL);
  restore();
}

int terminal_columns(int fd) {
  struct winsize size;
  return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int terminal_set_size(int fd, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(fd, TIOCSWINSZ, &size);
}
