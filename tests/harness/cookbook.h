#ifndef HARNESS_COOKBOOK_H
#define HARNESS_COOKBOOK_H

/* Extracts the recipes of xsend-cookbook(7) into the sandbox's directory. */

/*
 * Writes each recipe to a file of its name.  Replaces the example's serial port
 * by `port`.  Leaves out steps that need DTR or RTS, which a pty does not have.
 */
void cookbook_open(const char *port);

/* Replaces a word in all recipes. */
void cookbook_replace(const char *word, const char *other);

#endif
