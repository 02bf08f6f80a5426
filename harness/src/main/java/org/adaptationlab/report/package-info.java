/** Results to Markdown, HTML and JUnit XML, a class each. Knows result and measure, nothing of models. */
@NullMarked
package org.adaptationlab.report;

import org.jspecify.annotations.NullMarked;
