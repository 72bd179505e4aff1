#ifndef HARNESS_COOKBOOK_H
#define HARNESS_COOKBOOK_H

/* Extracts the recipes of xsend-cookbook(7) into the sandbox's directory. */

/*
 * Writes each recipe to a file with the recipe's name. Replaces the serial port
 * of the examples by `port`. Leaves out the steps that need DTR or RTS, because
 * a pty has neither.
 */
void cookbook_open(const char *port);

/* Replaces each `word` by `other` in all recipes. */
void cookbook_replace(const char *word, const char *other);

#endif
