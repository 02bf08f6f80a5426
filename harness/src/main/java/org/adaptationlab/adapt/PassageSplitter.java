package org.adaptationlab.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.adaptationlab.dataset.Document;

/**
 * Cuts Markdown documents into passages at their second-level headings; the document's title and the section's heading
 * stay with the text, since they say what it is about.
 */
public final class PassageSplitter {

    private static final Pattern SECTION = Pattern.compile("(?m)^(?=##+ )");
    private static final Pattern HEADING_MARK = Pattern.compile("(?m)^#+ +");

    private PassageSplitter() {}

    /** The passages of all documents in order; ids are {@code document#1}, {@code document#2}, …. */
    public static List<Passage> split(List<Document> documents) {
        List<Passage> passages = new ArrayList<>();
        for (Document document : documents) {
            int number = 0;
            for (String section : SECTION.splitAsStream(document.text()).toList()) {
                String text = HEADING_MARK.matcher(section).replaceAll("").strip();
                if (text.isEmpty() || text.equals(document.title())) {
                    continue;
                }
                number++;
                String titled = text.startsWith(document.title()) ? text : document.title() + "\n" + text;
                passages.add(new Passage(document.id() + "#" + number, document.id(), titled));
            }
        }
        return passages;
    }
}
