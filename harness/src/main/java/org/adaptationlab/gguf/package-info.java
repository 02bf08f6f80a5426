/**
 * Reads GGUF metadata and tensors (dequantised to float), reads and writes LoRA adapters as GGUF, and turns those that
 * PEFT saved into it. Knows files only, no model runtime.
 */
@NullMarked
package org.adaptationlab.gguf;

import org.jspecify.annotations.NullMarked;
