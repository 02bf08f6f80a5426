/** Whether data make sense before anything is measured with them: each check looks at all rows and names those it means. Knows rows and tasks, nothing of files; says also how what is mechanical can be mended. */
@NullMarked
package org.adaptationlab.dataset.sense;

import org.jspecify.annotations.NullMarked;
