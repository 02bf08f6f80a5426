/** The Ollama protocol: answers through LangChain4j's streaming model, with the durations and counts that it drops. */
@NullMarked
package org.adaptationlab.model.ollama;

import org.jspecify.annotations.NullMarked;
