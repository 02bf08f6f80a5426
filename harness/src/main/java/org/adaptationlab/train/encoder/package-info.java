/** Fine-tunes the built-in text encoder on labelled texts, in a child JVM with libtorch, and keeps what it made. */
@NullMarked
package org.adaptationlab.train.encoder;

import org.jspecify.annotations.NullMarked;
