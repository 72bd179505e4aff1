#ifndef HARNESS_COOKBOOK_H
#define HARNESS_COOKBOOK_H

/* The recipes of xsend-cookbook(7), to be followed in the lab's directory. */

/*
 * Puts each recipe into a file of its name.  The port is put in for the serial
 * port of the example, which has signals; steps that need them are left out.
 */
void cookbook_open(const char *port);

/* In all recipes, puts one word in place of another. */
void cookbook_replace(const char *word, const char *other);

#endif
