package org.adaptationlab.run.environment;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.file.YamlFile;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ServerReader;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a server wants to be asked: the lab file's {@code server:} where it has one, else the entry of
 * {@code servers.yaml} in the lab's home for the server's address. One of them counts as a whole; nothing is mixed.
 */
public final class ServerFile {

    private static final String NAME = "servers.yaml";

    private ServerFile() {}

    /**
     * The settings for a server.
     *
     * @param labHome folder for what is kept between runs
     * @param address of the server, null for one that has none
     * @throws org.adaptationlab.problem.LabDefinitionException with every problem of the file
     */
    public static ServerSettings of(LabDefinition lab, Path labHome, @Nullable URI address) {
        if (lab.server() != null) {
            return lab.server();
        }
        Path file = labHome.resolve(NAME);
        if (address == null || !Files.exists(file)) {
            return ServerSettings.NONE;
        }
        Problems problems = new Problems();
        Optional<ServerSettings> found = Utf8File.read(file, problems)
                .flatMap(text -> YamlFile.parse(file, text, problems))
                .flatMap(top -> entry(top, address));
        problems.throwIfAny();
        return found.orElse(ServerSettings.NONE);
    }

    /** All entries are read, so that a mistake in one is not found only when it is wanted. */
    private static Optional<ServerSettings> entry(YamlSection top, URI address) {
        top.allow(List.of("servers"));
        top.require("servers");
        Optional<YamlSection> servers = top.section("servers");
        servers.stream()
                .flatMap(section -> section.keys().stream().flatMap(key -> section.section(key).stream()))
                .forEach(ServerReader::read);
        return servers.flatMap(section -> Stream.of(whole(address), authority(address), host(address))
                .filter(section::has)
                .findFirst()
                .flatMap(section::section)
                .map(ServerReader::read));
    }

    private static String whole(URI address) {
        return address.toString().replaceAll("/+$", "");
    }

    private static String authority(URI address) {
        return String.valueOf(address.getRawAuthority());
    }

    private static String host(URI address) {
        return String.valueOf(address.getHost());
    }
}
