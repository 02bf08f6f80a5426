/** Quality, latency and statistics: pure functions on answers and numbers, never on result rows. */
@NullMarked
package org.adaptationlab.measure;

import org.jspecify.annotations.NullMarked;
