/** The checks of a machine that lab doctor shows: what it has of what runs need. */
@NullMarked
package org.adaptationlab.run.check;

import org.jspecify.annotations.NullMarked;
