package org.adaptationlab.train.peft;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a requirements file pins. */
final class PinnedPackages {

    private static final Pattern PIN = Pattern.compile("(?m)^([A-Za-z0-9_.-]+)==([^ ;\\\\]+)");

    private PinnedPackages() {}

    /** Versions by package; where several are pinned for several Pythons, the last. */
    static Map<String, String> of(String requirements) {
        Map<String, String> versions = new TreeMap<>();
        Matcher pin = PIN.matcher(requirements);
        while (pin.find()) {
            versions.put(pin.group(1), pin.group(2));
        }
        return versions;
    }
}
