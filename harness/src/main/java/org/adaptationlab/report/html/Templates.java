package org.adaptationlab.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import java.io.IOException;
import java.io.Writer;

/** The templates under {@code src/main/jte}, turned into classes by the build. */
public final class Templates {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());

    private Templates() {}

    /**
     * Writes a page; the caller closes {@code out}.
     *
     * @throws IOException what {@code out} threw, such as on a full disk; jte wraps it
     */
    public static void render(String template, Object page, Writer out) throws IOException {
        try {
            ENGINE.render(template, page, new VisibleOutput(out));
        } catch (TemplateException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException failed) {
                    throw failed;
                }
            }
            throw e;
        }
    }
}
