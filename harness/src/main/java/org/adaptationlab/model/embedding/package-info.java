/** The in-process text embedder for retrieval. */
@NullMarked
package org.adaptationlab.model.embedding;

import org.jspecify.annotations.NullMarked;
