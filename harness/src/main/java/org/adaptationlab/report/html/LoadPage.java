package org.adaptationlab.report.html;

/** All that load.html shows. */
public record LoadPage(String title, String conditions, LoadView load) {}
