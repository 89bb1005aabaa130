#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stddef.h>
#include <stdint.h>

/// Makes the process read and write UTF-8: the locale of the environment, or C.UTF-8 where that is not UTF-8.
/// Call it before any thread edits lines.
void terminal_use_utf8(void);

/// Columns that a Unicode scalar takes: 0, 1 or 2; -1 for one that can't be printed. Does not depend on the
/// process's locale.
int terminal_scalar_width(uint32_t scalar);

/// The columns of the terminal at `fd`; 0 when that is not known.
int terminal_columns(int fd);

/// Sets the size of the terminal at `fd`; 0, or -1 with errno.
int terminal_set_size(int fd, int rows, int columns);

/// Opens a pseudo-terminal, for tests: both ends and the path of the side where a program is; 0, or -1 with errno.
int terminal_open_pair(int *main_end, int *side_end, char *path, size_t size);

/// Keeps the modes of the terminal at `fd` and promises that they come back, however the process ends (kill -9
/// apart). SIGINT, SIGTERM, SIGHUP and SIGWINCH arrive as one byte each, their number, at `wake_fd`, which must not
/// block. One guard a process: -1 with errno EBUSY while there is one.
int terminal_guard_begin(int fd, int wake_fd);

/// Gives back the modes, stops the process, and returns when it goes on; the caller then sets its modes again.
void terminal_guard_stop(void);

/// Gives back the modes and the former signal handlers.
void terminal_guard_end(void);

/// A line editor on a terminal. It belongs to one thread.
typedef struct terminal_editor terminal_editor;

/// Gives the next key of a line: 1 and the scalar in `key`, or 0 to leave the line.
typedef int (*terminal_next_key)(void *context, uint32_t *key);

/// The code that erases the shown line, all its rows, and draws prompt and line again from the first row.
#define TERMINAL_KEY_REDRAW 0x1c

/// `NULL` with errno when the editor can't be made. The descriptors stay the caller's.
terminal_editor *terminal_editor_open(int in, int out, terminal_next_key next, void *context);

/// Gives back everything, the terminal's modes too.
void terminal_editor_close(terminal_editor *editor);

/// Reads one line. 1: `scalars` and `count` hold it without its end until the next call. 0: `next` left it.
int terminal_editor_read(terminal_editor *editor, const uint32_t **scalars, size_t *count);

/// The prompt from the next drawing on; `count` scalars are copied, at most 79.
void terminal_editor_set_prompt(terminal_editor *editor, const uint32_t *scalars, size_t count);

/// The line as far as it is typed; valid until the next key.
const uint32_t *terminal_editor_line(terminal_editor *editor, size_t *count, size_t *cursor);

/// Empties the line without drawing.
void terminal_editor_empty(terminal_editor *editor);

/// Puts `count` scalars in at the cursor without drawing: 0, or -1 when there is no memory.
int terminal_editor_insert(terminal_editor *editor, const uint32_t *scalars, size_t count);

/// Moves the cursor without drawing.
void terminal_editor_move(terminal_editor *editor, int by);

/// Draws prompt and line at the start of the row where the terminal's cursor is.
void terminal_editor_draw(terminal_editor *editor);

/// Takes the terminal's new size over.
void terminal_editor_resized(terminal_editor *editor);

/// Stops the process as Ctrl-Z does, with the terminal as it was before; returns when it goes on.
void terminal_editor_stop(terminal_editor *editor);

/// Adds a line to those that the arrow keys bring back.
void terminal_editor_remember(terminal_editor *editor, const uint32_t *scalars, size_t count);

/// Forgets those lines.
void terminal_editor_forget(terminal_editor *editor);

void terminal_editor_beep(terminal_editor *editor);

#endif
