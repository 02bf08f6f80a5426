/** The prompts of a lab's modes, for measuring, training, showing and exporting alike. */
@NullMarked
package org.adaptationlab.run.prompt;

import org.jspecify.annotations.NullMarked;
