/**
 * Reads GGUF metadata and tensors (dequantised to float), reads and writes LoRA adapters as GGUF, turns those that PEFT
 * saved into it and back, and writes a base with an adapter in its weights. Knows files only, no model runtime.
 */
@NullMarked
package org.adaptationlab.gguf;

import org.jspecify.annotations.NullMarked;
