package org.adaptationlab.cli;

import java.io.PrintWriter;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.LeftOut;

/** What commands say of a corpus. */
final class CorpusWords {

    private CorpusWords() {}

    /** How many documents, and what is left out. */
    static String of(Dataset data) {
        return of(data.corpus().size(), data.leftOut());
    }

    private static String of(int documents, LeftOut leftOut) {
        return documents
                + (documents == 1 ? " document" : " documents")
                + (leftOut.isEmpty() ? "" : "; " + leftOut.counts());
    }

    /** Says what is left out, and why each document that could not be read is; nothing where nothing is. */
    static void warn(int documents, LeftOut leftOut, PrintWriter err) {
        if (!leftOut.isEmpty()) {
            err.println("warning: corpus: " + of(documents, leftOut));
            leftOut.reasons().forEach(reason -> err.println("warning: " + reason));
        }
    }
}
