package org.adaptationlab.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.Writer;

/** The templates under {@code src/main/jte}, turned into classes by the build. */
final class Templates {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());

    private Templates() {}

    /** Writes a page; the caller closes {@code out}. */
    static void render(String template, Object page, Writer out) {
        ENGINE.render(template, page, new VisibleOutput(out));
    }
}
