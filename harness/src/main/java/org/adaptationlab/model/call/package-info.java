/**
 * One streamed call to a chat server and its measurement: sent through LangChain4j, timed beside the wire, repeated
 * where that is safe. What the protocols share; {@code model.ollama} and {@code model.openai} say what differs.
 */
@NullMarked
package org.adaptationlab.model.call;

import org.jspecify.annotations.NullMarked;
