package org.adaptationlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it, and what it runs on. */
final class HarnessVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new String[] {"lab " + number() + " (Java " + Runtime.version() + ", " + platform + ")"};
    }

    /** The bare number, such as {@code 0.1.0}. */
    static String number() {
        Properties properties = new Properties();
        try (InputStream in = HarnessVersion.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(in, "version.properties is part of the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
