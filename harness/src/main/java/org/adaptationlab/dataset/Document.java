package org.adaptationlab.dataset;

/**
 * One document of a corpus.
 *
 * @param id path below the corpus folder without its ending, folders separated by {@code /}
 * @param title first heading, or the file's name where there is none
 * @param text whole text, headings marked as in Markdown
 */
public record Document(String id, String title, String text) {}
