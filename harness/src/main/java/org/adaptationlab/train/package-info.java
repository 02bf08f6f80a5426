/** LoRA fine-tuning of a llama-architecture GGUF in a child JVM. Input: rendered messages and targets; output: a GGUF adapter and its manifest. Knows nothing of labs or retrieval. */
@NullMarked
package org.adaptationlab.train;

import org.jspecify.annotations.NullMarked;
