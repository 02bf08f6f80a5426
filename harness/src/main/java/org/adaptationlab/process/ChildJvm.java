package org.adaptationlab.process;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts child JVMs with the classes of this one; a {@link ParentLink} is the other end. */
public final class ChildJvm {

    private static final String CLASS_PATH = classPath(ownClasses());

    private ChildJvm() {}

    /** Keeps the classes as they are now for all children: a build while a run goes on is not to change what they run. */
    public static void keepClasses() {
        // done when this class was initialised
    }

    /**
     * A JVM of the same Java with the same class path, text in UTF-8, leave to load native libraries, and this process's
     * environment but for its secrets; see {@link ChildEnvironment}.
     *
     * @param options of the JVM beside these, such as {@code -Xmx256m}
     */
    public static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java")
                .toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED", // Java 24 warns without it
                "-cp",
                CLASS_PATH,
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        ChildEnvironment.strip(builder.environment());
        return builder;
    }

    /** With absolute paths, since a child may work in another folder, and a copy of a jar of ours in its place. */
    static String classPath(Path own) {
        Path kept = Files.isRegularFile(own) ? copy(own) : own;
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .map(entry -> isSame(entry, own) ? kept : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isSame(Path entry, Path own) {
        try {
            return Files.isSameFile(entry, own); // through symbolic links
        } catch (IOException e) {
            return false; // no such entry
        }
    }

    private static Path ownClasses() {
        try {
            return Path.of(ChildJvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an address that is none", e);
        }
    }

    private static Path copy(Path jar) {
        try {
            Path copy = Files.createTempFile("adaptation-lab-", ".jar");
            copy.toFile().deleteOnExit();
            return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return jar; // no room for temporary files: then a build meanwhile may harm
        }
    }
}
