/** The trainer that runs PEFT: its Python environment, how much memory a training takes where, and the process. Input: a job; output: PEFT's folders. Knows nothing of labs, caches or tokenizers. */
@NullMarked
package org.adaptationlab.train.peft;

import org.jspecify.annotations.NullMarked;
