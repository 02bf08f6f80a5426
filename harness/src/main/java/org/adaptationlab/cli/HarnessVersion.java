package org.adaptationlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it, and what it runs on. */
final class HarnessVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = HarnessVersion.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(in, "version.properties is part of the jar"));
        }
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new String[] {
            "lab " + properties.getProperty("version") + " (Java " + Runtime.version() + ", " + platform + ")"
        };
    }
}
