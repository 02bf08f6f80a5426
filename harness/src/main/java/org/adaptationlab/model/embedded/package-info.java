/**
 * The embedded runtime: a child JVM that serves the part of Ollama's protocol the harness uses, over llama.cpp, on the
 * CPU only.
 */
@NullMarked
package org.adaptationlab.model.embedded;

import org.jspecify.annotations.NullMarked;
