/** Asks one model. ModelRuntime serves a base with or without an adapter, ServedModel answers requests with timings and token counts. The sub-packages have one public class each, but for model.call, which the protocols share. */
@NullMarked
package org.adaptationlab.model;

import org.jspecify.annotations.NullMarked;
