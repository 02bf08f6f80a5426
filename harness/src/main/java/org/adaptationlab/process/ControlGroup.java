package org.adaptationlab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Linux's control groups: where its files are and what they are called. A group's limit holds for all groups
 * below it, so those above this process's own count too. Elsewhere than on Linux there are no such files.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">cgroup v1, memory</a>
 */
enum ControlGroup {
    V2("sys/fs/cgroup", "0::(.*)", "memory.max", "memory.current", "(?:in)?active_file"),
    V1(
            "sys/fs/cgroup/memory",
            "\\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)",
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_(?:in)?active_file");

    private final String folder;
    private final Pattern membership;
    private final String limit;
    private final String usage;
    /** The lines of memory.stat with the bytes of cached files, which count as used but are given back. */
    private final Pattern cache;

    ControlGroup(String folder, String membership, String limit, String usage, String cache) {
        this.folder = folder;
        this.membership = Pattern.compile("(?m)^" + membership + "$");
        this.limit = limit;
        this.usage = usage;
        this.cache = Pattern.compile("(?m)^" + cache + " (\\d+)$");
    }

    /** What each group of this process that has a limit leaves; the system's files are below {@code root}. */
    static List<SystemMemory> limited(Path root) {
        String memberships = text(root.resolve("proc/self/cgroup"));
        List<SystemMemory> found = new ArrayList<>();
        for (ControlGroup version : values()) {
            Path top = root.resolve(version.folder);
            for (Path group = version.own(top, memberships);
                    group != null && group.startsWith(top);
                    group = group.getParent()) {
                version.read(group, found);
            }
        }
        return found;
    }

    /** In a container the membership may name a folder that only the host sees; its files are at the top there. */
    private Path own(Path top, String memberships) {
        Matcher own = membership.matcher(memberships);
        return own.find() ? top.resolve(own.group(1).replaceFirst("^/+", "")).normalize() : top;
    }

    private void read(Path group, List<SystemMemory> found) {
        OptionalLong most = number(text(group.resolve(limit)).strip());
        OptionalLong used = number(text(group.resolve(usage)).strip());
        if (most.isPresent() && used.isPresent()) {
            long cached = cache.matcher(text(group.resolve("memory.stat")))
                    .results()
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .sum();
            long free = most.getAsLong() - used.getAsLong() + cached;
            found.add(new SystemMemory(Math.max(0, free), most.getAsLong()));
        }
    }

    /** Empty where there is no limit: "max" in version 2, no file at the top. */
    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The text of a file of the system; empty where it is not there or not to be read. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
