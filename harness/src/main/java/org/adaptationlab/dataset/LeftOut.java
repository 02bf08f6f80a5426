package org.adaptationlab.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.dataset.document.DocumentKind;

/**
 * Files of a corpus folder that are no documents of the data set.
 *
 * @param files of other kinds than are read
 * @param unreadable documents whose text could not be had
 */
public record LeftOut(List<Path> files, List<Unreadable> unreadable) {

    /** Nothing. */
    public static final LeftOut NONE = new LeftOut(List.of(), List.of());

    private static final int SHOWN = 5;

    public LeftOut {
        files = List.copyOf(files);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * A document that was not read.
     *
     * @param why what is wrong and what to do, without the file's name
     */
    public record Unreadable(Path file, String why) {}

    public boolean isEmpty() {
        return files.isEmpty() && unreadable.isEmpty();
    }

    /** How many of which endings, most first, and what can be read; "" for nothing. */
    public String counts() {
        if (isEmpty()) {
            return "";
        }
        Map<String, Long> byEnding = Stream.concat(
                        files.stream(), unreadable.stream().map(Unreadable::file))
                .collect(Collectors.groupingBy(LeftOut::ending, TreeMap::new, Collectors.counting()));
        String counts = byEnding.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "left out: " + counts + " (" + DocumentKind.allEndings() + " can be read)";
    }

    /** A line for each document that was not read, the first five and how many more. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>(unreadable.stream()
                .limit(SHOWN)
                .map(one -> one.file() + ": " + one.why())
                .toList());
        if (unreadable.size() > SHOWN) {
            reasons.add("… and " + (unreadable.size() - SHOWN) + " more that cannot be read");
        }
        return reasons;
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "without an ending" : name.substring(dot).toLowerCase(Locale.ROOT);
    }
}
