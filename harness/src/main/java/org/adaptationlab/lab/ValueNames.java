package org.adaptationlab.lab;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Short names of a varied setting's values: they end run ids, which are folders, and stand at the axes of charts. */
public final class ValueNames {

    private static final int CHARACTERS = 40;
    private static final String OF_NOTHING = "value";

    private ValueNames() {}

    /**
     * A name for each value, in their order: of a path the last part without {@code .gguf}, of what a folder's name may not
     * hold a dash. Numbers and words stay as they are. No two are alike, also where upper and lower case are one.
     */
    public static Map<String, String> of(List<String> values) {
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String value : values) {
            String wanted = name(value);
            String name = wanted;
            for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
                name = wanted + "-" + n;
            }
            names.put(value, name);
        }
        return names;
    }

    private static String name(String value) {
        String last = value.replaceFirst("[/\\\\]+$", "")
                .replaceFirst("^.*[/\\\\]", "")
                .replaceFirst("(?i)\\.gguf$", "");
        String fit = ends(last.replaceAll("[^A-Za-z0-9._-]+", "-"));
        String cut = ends(fit.substring(0, Math.min(CHARACTERS, fit.length())));
        return cut.isEmpty() ? OF_NOTHING : cut;
    }

    /** Without what no name should begin or end with. */
    private static String ends(String name) {
        return name.replaceAll("^[.-]+|[.-]+$", "");
    }
}
