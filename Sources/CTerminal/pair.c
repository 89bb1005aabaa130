#define _GNU_SOURCE
#include <pty.h>
#include <string.h>
#include <unistd.h>

#include "CTerminal.h"

int terminal_open_pair(int *main_end, int *side_end, char *path, size_t size) {
  if (openpty(main_end, side_end, NULL, NULL, NULL) != 0) return -1;
  return ttyname_r(*side_end, path, size) == 0 ? 0 : -1;
}
