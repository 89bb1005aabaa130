#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "CTerminal.h"

// A wchar_t of glibc is one Unicode scalar in 32 bits; the casts between the two below rest on it.
_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wchar_t holds one scalar");

// libedit exports it, but Debian's histedit.h does not declare it.
extern int el_cursor(EditLine *, int);

enum { prompt_max = 79, lines_max = 1000 };

struct terminal_editor {
  EditLine *line;
  HistoryW *history;
  FILE *files[3];
  terminal_next_key next;
  void *context;
  wchar_t prompt[prompt_max + 1];
};

static terminal_editor *editor_of(EditLine *line) {
  void *editor = NULL;
  el_wget(line, EL_CLIENTDATA, &editor);
  return editor;
}

static int next_key(EditLine *line, wchar_t *key) {
  terminal_editor *editor = editor_of(line);
  uint32_t scalar = 0;
  int got = editor->next(editor->context, &scalar);
  *key = (wchar_t)scalar;
  return got;
}

static wchar_t *prompt_of(EditLine *line) { return editor_of(line)->prompt; }

static FILE *file_on(int fd, const char *mode) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return NULL;
  FILE *file = fdopen(copy, mode);
  if (file == NULL) close(copy);
  return file;
}

terminal_editor *terminal_editor_open(int in, int out, terminal_next_key next, void *context) {
  terminal_editor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  editor->next = next;
  editor->context = context;
  editor->files[0] = file_on(in, "r");
  editor->files[1] = file_on(out, "w");
  // What libedit has to say about the terminal is of no use to a person in a talk.
  editor->files[2] = fopen("/dev/null", "we");
  editor->history = history_winit();
  if (editor->files[0] != NULL && editor->files[1] != NULL && editor->files[2] != NULL && editor->history != NULL) {
    editor->line = el_init("rinnalla", editor->files[0], editor->files[1], editor->files[2]);
  }
  if (editor->line == NULL) {
    terminal_editor_close(editor);
    return NULL;
  }
  HistEventW event;
  history_w(editor->history, &event, H_SETSIZE, lines_max);
  history_w(editor->history, &event, H_SETUNIQUE, 1);
  EditLine *line = editor->line;
  // Terminals that are not in the system's list nearly always understand what xterm does.
  if (el_wset(line, EL_TERMINAL, NULL) != 0) el_wset(line, EL_TERMINAL, "xterm");
  el_wset(line, EL_CLIENTDATA, editor);
  el_wset(line, EL_PROMPT, prompt_of);
  el_wset(line, EL_EDITOR, L"emacs");
  el_wset(line, EL_SIGNAL, 0);
  el_wset(line, EL_HIST, history_w, editor->history);
  el_wset(line, EL_GETCFN, next_key);
  // Ctrl-C, Ctrl-Z and Ctrl-S come as keys, in the order in which they were typed.
  el_wset(line, EL_SETTY, L"-d", L"-isig", L"-ixon", NULL);
  // Between two lines libedit goes back to its "execute" modes. What is typed then must wait untouched and unseen.
  el_wset(line, EL_SETTY, L"-x", L"-icanon", L"-echo", L"-isig", L"-ixon", NULL);
  el_wset(line, EL_BIND, L"^\\", L"ed-redisplay", NULL);
  el_wset(line, EL_BIND, L"^?", L"ed-delete-prev-char", NULL);
  el_wset(line, EL_BIND, L"^R", L"em-inc-search-prev", NULL);
  el_wset(line, EL_BIND, L"^W", L"ed-delete-prev-word", NULL);
  return editor;
}

void terminal_editor_close(terminal_editor *editor) {
  if (editor->line != NULL) el_end(editor->line);
  if (editor->history != NULL) history_wend(editor->history);
  for (int i = 0; i < 3; i++) {
    if (editor->files[i] != NULL) fclose(editor->files[i]);
  }
  free(editor);
}

int terminal_editor_read(terminal_editor *editor, const uint32_t **scalars, size_t *count) {
  int length = 0;
  const wchar_t *line = el_wgets(editor->line, &length);
  fflush(editor->files[1]);
  if (line == NULL || length <= 0) return 0;
  if (line[length - 1] == L'\n') length--;
  *scalars = (const uint32_t *)line;
  *count = (size_t)length;
  return 1;
}

void terminal_editor_set_prompt(terminal_editor *editor, const uint32_t *scalars, size_t count) {
  size_t taken = count < prompt_max ? count : prompt_max;
  wmemcpy(editor->prompt, (const wchar_t *)scalars, taken);
  editor->prompt[taken] = L'\0';
}

const uint32_t *terminal_editor_line(terminal_editor *editor, size_t *count, size_t *cursor) {
  const LineInfoW *info = el_wline(editor->line);
  *count = (size_t)(info->lastchar - info->buffer);
  *cursor = (size_t)(info->cursor - info->buffer);
  return (const uint32_t *)info->buffer;
}

void terminal_editor_empty(terminal_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  int length = (int)(info->lastchar - info->buffer);
  if (length == 0) return;
  el_cursor(editor->line, length);
  el_deletestr(editor->line, length);
}

int terminal_editor_insert(terminal_editor *editor, const uint32_t *scalars, size_t count) {
  if (count == 0) return 0;
  wchar_t *copy = malloc((count + 1) * sizeof *copy);
  if (copy == NULL) return -1;
  wmemcpy(copy, (const wchar_t *)scalars, count);
  copy[count] = L'\0';
  int result = el_winsertstr(editor->line, copy);
  free(copy);
  return result;
}

void terminal_editor_move(terminal_editor *editor, int by) { el_cursor(editor->line, by); }

void terminal_editor_draw(terminal_editor *editor) {
  el_wset(editor->line, EL_REFRESH);
  fflush(editor->files[1]);
}

void terminal_editor_resized(terminal_editor *editor) { el_resize(editor->line); }

void terminal_editor_stop(terminal_editor *editor) {
  fflush(editor->files[1]);
  el_wset(editor->line, EL_PREP_TERM, 0);
  terminal_guard_stop();
  el_wset(editor->line, EL_PREP_TERM, 1);
}

void terminal_editor_remember(terminal_editor *editor, const uint32_t *scalars, size_t count) {
  wchar_t *copy = malloc((count + 1) * sizeof *copy);
  if (copy == NULL) return;
  wmemcpy(copy, (const wchar_t *)scalars, count);
  copy[count] = L'\0';
  HistEventW event;
  history_w(editor->history, &event, H_ENTER, copy);
  free(copy);
}

void terminal_editor_forget(terminal_editor *editor) {
  HistEventW event;
  history_w(editor->history, &event, H_CLEAR);
}

void terminal_editor_beep(terminal_editor *editor) {
  el_beep(editor->line);
  fflush(editor->files[1]);
}
