/** The file a run appends to as it goes, and resumes from. */
@NullMarked
package org.adaptationlab.result.journal;

import org.jspecify.annotations.NullMarked;
