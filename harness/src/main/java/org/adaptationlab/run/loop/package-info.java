/** Adapt, serve, probe, warm up, ask every example: the measured part of a run. */
@NullMarked
package org.adaptationlab.run.loop;

import org.jspecify.annotations.NullMarked;
