/** A comparison in words, and as text, Markdown, JSON, CSV and JUnit XML. */
@NullMarked
package org.adaptationlab.compare.format;

import org.jspecify.annotations.NullMarked;
