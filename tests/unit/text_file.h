#ifndef UNIT_TEXT_FILE_H
#define UNIT_TEXT_FILE_H

/* Writes a file with this text. */
void text_file_put(const char *path, const char *text);

/* Expects a file to have this text, of less than 256 bytes. */
void text_file_expect(const char *path, const char *text);

#endif
