/**
 * A run as Markdown, HTML, JUnit XML and on the console, a class each. What they have in common is worked out once:
 * words, table, chart and html.
 */
@NullMarked
package org.adaptationlab.report;

import org.jspecify.annotations.NullMarked;
