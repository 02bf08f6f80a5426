/** The harness's own trainer: the forward pass of a decoder over a GGUF file, gradients by PyTorch, in a child JVM. Input: a job; output: GGUF adapters. Knows nothing of labs, caches or tokenizers. */
@NullMarked
package org.adaptationlab.train.harness;

import org.jspecify.annotations.NullMarked;
