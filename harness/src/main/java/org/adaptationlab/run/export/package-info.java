/** What leaves the harness: training examples for an outside trainer, the winning mode for Ollama. */
@NullMarked
package org.adaptationlab.run.export;

import org.jspecify.annotations.NullMarked;
