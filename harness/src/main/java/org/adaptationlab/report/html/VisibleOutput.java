package org.adaptationlab.report.html;

import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.adaptationlab.report.words.VisibleText;

/**
 * What templates write goes through here: whatever they show, no control character and no mark that turns the direction
 * of writing gets into the page. Nothing else is changed: what a model answered, a prompt, the page's own script and
 * style stand there as they are. Escaping for HTML is done before, by jte.
 */
final class VisibleOutput implements TemplateOutput {

    private final Writer out;

    VisibleOutput(Writer out) {
        this.out = out;
    }

    @Override
    public void writeContent(String value) {
        write(value);
    }

    @Override
    public void writeContent(String value, int beginIndex, int endIndex) {
        write(value.substring(beginIndex, endIndex));
    }

    private void write(String value) {
        try {
            out.write(VisibleText.lines(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
