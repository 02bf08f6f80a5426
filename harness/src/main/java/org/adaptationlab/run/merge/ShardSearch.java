package org.adaptationlab.run.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.record.ProvenanceJson;

/**
 * The shards that a user means: folders of shards, or folders that hold some. What else lies there, such as whole runs, is
 * passed over.
 *
 * @param shards each once, by path
 * @param unfinished runs without results that were found beside them
 */
record ShardSearch(List<ShardFolder> shards, List<RunFolder> unfinished) {

    /** Of folders in folders: what a CI system downloads has one for each artifact. */
    private static final int DEPTH = 4;

    /**
     * Looks for them.
     *
     * @throws ResultFormatException where a named folder has none, or is a run that is no finished shard
     */
    static ShardSearch in(List<Path> named) {
        Map<Path, ShardFolder> shards = new TreeMap<>();
        List<RunFolder> unfinished = new ArrayList<>();
        for (Path path : named) {
            if (!Files.isDirectory(path)) {
                throw new ResultFormatException(
                        path + ": there is no such folder; name the folders of the shards, or one that holds them");
            }
            RunFolder folder = new RunFolder(path);
            if (folder.hasResults() || folder.hasJournal()) {
                add(shards, ShardFolder.open(folder));
                continue;
            }
            if (!below(path, shards, unfinished)) {
                throw new ResultFormatException(path + ": there is no finished shard in it"
                        + (unfinished.isEmpty() ? "" : "; not finished: " + paths(unfinished))
                        + "; make some with lab run LAB --shard I/N");
            }
        }
        return new ShardSearch(List.copyOf(shards.values()), unfinished);
    }

    private static void add(Map<Path, ShardFolder> shards, ShardFolder shard) {
        shards.putIfAbsent(shard.folder().path().toAbsolutePath().normalize(), shard);
    }

    /** Whether there are any. */
    private static boolean below(Path path, Map<Path, ShardFolder> shards, List<RunFolder> unfinished) {
        boolean found = false;
        try (Stream<Path> folders = Files.walk(path, DEPTH)) {
            for (Path child : folders.filter(Files::isDirectory).sorted().toList()) {
                RunFolder folder = new RunFolder(child);
                if (folder.hasResults()) {
                    if (ProvenanceJson.read(folder.provenance()).selection().shard() != null) {
                        add(shards, ShardFolder.open(folder));
                        found = true;
                    }
                } else if (folder.hasJournal()) {
                    unfinished.add(folder);
                }
            }
        } catch (IOException e) {
            throw new ResultFormatException(path + ": cannot be listed (" + IoReason.of(e) + ")", e);
        }
        return found;
    }

    static String paths(List<RunFolder> folders) {
        return String.join(
                ", ", folders.stream().map(folder -> folder.path().toString()).toList());
    }
}
