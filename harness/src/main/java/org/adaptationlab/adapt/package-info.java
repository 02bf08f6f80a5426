/** Answers an example in one way per technique: prompt, retrieval, adapter. */
@NullMarked
package org.adaptationlab.adapt;

import org.jspecify.annotations.NullMarked;
