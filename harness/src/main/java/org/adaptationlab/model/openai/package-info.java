/** Any server that speaks OpenAI's chat protocol, such as vLLM, llama-server or a closed API: models by name, times by the client's clock. */
@NullMarked
package org.adaptationlab.model.openai;

import org.jspecify.annotations.NullMarked;
