/** LoRA fine-tuning of the model that is served. Input: rendered messages and targets; output: an adapter as GGUF and as PEFT's folder, with its manifest, in a cache. Chooses the trainer; knows nothing of labs or retrieval. */
@NullMarked
package org.adaptationlab.train;

import org.jspecify.annotations.NullMarked;
