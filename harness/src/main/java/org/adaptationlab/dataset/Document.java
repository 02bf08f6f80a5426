package org.adaptationlab.dataset;

/**
 * One document of a corpus.
 *
 * @param id file name without its ending
 * @param title first heading, or the id where there is none
 * @param text whole Markdown text
 */
public record Document(String id, String title, String text) {}
