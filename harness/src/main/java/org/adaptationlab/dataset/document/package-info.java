/**
 * Files as documents: Markdown, plain text, HTML, PDF and Word to text with headings, code and tables marked as in Markdown,
 * and the blocks of such a text. Neighbours: dataset reads corpora with it, adapt cuts passages by the blocks.
 */
@NullMarked
package org.adaptationlab.dataset.document;

import org.jspecify.annotations.NullMarked;
