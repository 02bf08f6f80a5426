/** Reads GGUF metadata and tensors (dequantised to float), writes LoRA adapters as GGUF. Knows files only, no model runtime. */
@NullMarked
package org.adaptationlab.gguf;

import org.jspecify.annotations.NullMarked;
