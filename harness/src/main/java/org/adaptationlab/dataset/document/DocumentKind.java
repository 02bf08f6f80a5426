package org.adaptationlab.dataset.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of files that are documents, each with its endings and how large one may be. */
public enum DocumentKind {
    MARKDOWN(4, ".md", ".markdown"),
    PLAIN(4, ".txt"),
    HTML(4, ".html", ".htm"),
    PDF(256, ".pdf"),
    WORD(256, ".docx");

    /** Most characters of one document, whatever its kind. */
    public static final int MAX_CHARACTERS = 4 << 20;

    private final int maxMb;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing changes
    private final List<String> endings;

    DocumentKind(int maxMb, String... endings) {
        this.maxMb = maxMb;
        this.endings = List.of(endings);
    }

    /** The kind of a file by its name; empty for files that are no documents. */
    public static Optional<DocumentKind> of(Path file) {
        return Arrays.stream(values())
                .filter(kind -> !kind.ending(file).isEmpty())
                .findFirst();
    }

    /** All endings, as a message lists them. */
    public static String allEndings() {
        return Arrays.stream(values()).flatMap(kind -> kind.endings.stream()).collect(Collectors.joining(", "));
    }

    /** The ending of a file of this kind in lower case; "" for others. */
    public String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return endings.stream().filter(name::endsWith).findFirst().orElse("");
    }

    /** Most MB of a file. */
    public int maxMb() {
        return maxMb;
    }

    /** Whether its files are text themselves. */
    public boolean isText() {
        return this != PDF && this != WORD;
    }

    /** What a file of text says. */
    public DocumentText read(String text) {
        return switch (this) {
            case MARKDOWN -> MarkdownText.of(text);
            case HTML -> DocumentText.marked(HtmlText.of(text));
            case PLAIN -> new DocumentText("", text, Markup.NONE);
            case PDF, WORD -> throw new IllegalStateException(this + " is no text");
        };
    }

    /**
     * What a file that is no text says.
     *
     * @throws UnreadableDocumentException when it is damaged, protected or without text
     * @throws IOException when the file cannot be read
     */
    public DocumentText read(Path file) throws IOException, UnreadableDocumentException {
        DocumentText read = this == PDF ? PdfText.of(file) : DocxText.of(file);
        if (read.text().isBlank()) {
            throw new UnreadableDocumentException("has no text", null);
        }
        if (read.text().length() > MAX_CHARACTERS) {
            throw new UnreadableDocumentException(
                    "has " + (read.text().length() >> 20) + " million characters, at most " + (MAX_CHARACTERS >> 20)
                            + " are read; divide it into documents of one subject each",
                    null);
        }
        return read;
    }
}
