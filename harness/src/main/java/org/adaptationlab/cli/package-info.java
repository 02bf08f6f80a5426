/** The command line: parse, call, print, exit code; a class per command. */
@NullMarked
package org.adaptationlab.cli;

import org.jspecify.annotations.NullMarked;
