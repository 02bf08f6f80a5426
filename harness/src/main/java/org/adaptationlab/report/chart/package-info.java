/** Pictures as places and labels; the templates draw them. */
@NullMarked
package org.adaptationlab.report.chart;

import org.jspecify.annotations.NullMarked;
