/** What commands have of the world outside: streams, environment, progress and tables. */
@NullMarked
package org.adaptationlab.cli.console;

import org.jspecify.annotations.NullMarked;
