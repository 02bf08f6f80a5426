package org.adaptationlab.dataset.document;

/**
 * A line of a PDF.
 *
 * @param size of its largest letter, in points, to a tenth
 * @param page from 1
 * @param startsParagraph whether the space above it or its indentation sets it apart
 */
record PdfLine(String text, double size, int page, boolean startsParagraph) {}
