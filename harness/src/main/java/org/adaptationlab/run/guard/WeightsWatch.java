package org.adaptationlab.run.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.TimeShares;

/**
 * Watches that base and adapters stay what they were: the digests of their files, when they are first used and at the
 * end, and what a server says it serves, before and after each mode's block.
 */
final class WeightsWatch implements RunGuard {

    private final BaseModel base;
    private final TimeShares shares;
    private final Map<Path, String> files = new LinkedHashMap<>();
    private final Set<String> servedUnchanged = new LinkedHashSet<>();
    private final Map<String, String> servedAtStart = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();

    /** @param shares reading weights counts to serving them */
    WeightsWatch(BaseModel base, TimeShares shares) {
        this.base = base;
        this.shares = shares;
    }

    /** @throws GuardException when the base's file is not the one that was fetched */
    @Override
    public List<GuardResult> before() {
        if (base.weights() != null) {
            use(base.weights().file(), base.weights().sha256());
        }
        return List.of();
    }

    /** @throws GuardException when its file is not the one that was named or made */
    @Override
    public void adapterReady(ReadyAdapter adapter) {
        if (adapter.ref() instanceof AdapterRef.Weights weights) {
            use(weights.gguf(), adapter.digest());
        }
    }

    /**
     * Takes a file's digest, once; a file that is not there is left to whoever serves it.
     *
     * @throws GuardException when it is not the expected one
     */
    private void use(Path file, String expected) {
        if (files.containsKey(file) || !Files.isRegularFile(file)) {
            return;
        }
        String found = digest(file).orElse("unreadable");
        if (!found.equals(expected)) {
            throw new GuardException(Guard.MODEL_UNCHANGED.word() + ": " + file + " has SHA-256 " + found
                    + ", but should have " + expected
                    + "; it was changed since it was fetched or made: delete it, so that it is fetched or made again");
        }
        files.put(file, found);
    }

    @Override
    public void blockBegins(String label, ServedModel served) {
        served.servedDigest().ifPresent(digest -> servedAtStart.put(label, digest));
    }

    @Override
    public void blockEnds(String label, ServedModel served) {
        String before = servedAtStart.get(label);
        Optional<String> after = served.servedDigest();
        if (before == null || after.isEmpty()) {
            return;
        }
        if (after.get().equals(before)) {
            servedUnchanged.add(label);
        } else {
            changes.add("while " + label + " was measured, the server's model changed from " + before + " to "
                    + after.get());
        }
    }

    /** Takes the digests again. */
    @Override
    public List<GuardResult> after(RunResults results) {
        return List.of(check());
    }

    private GuardResult check() {
        List<String> found = new ArrayList<>(changes);
        files.forEach((file, before) -> {
            String after = digest(file).orElse("unreadable");
            if (!after.equals(before)) {
                found.add(file.getFileName() + " had SHA-256 " + before + " and now has " + after);
            }
        });
        if (!found.isEmpty()) {
            return Guard.MODEL_UNCHANGED.found(
                    Status.STOP,
                    String.join("; ", found) + "; answers of two models are mixed: start a new run and leave it alone");
        }
        if (files.isEmpty() && servedUnchanged.isEmpty()) {
            return Guard.MODEL_UNCHANGED.found(
                    Status.WARN,
                    "there is no file to look at, and the server does not say what it serves:"
                            + " whether the model stayed the same is not known");
        }
        return Guard.MODEL_UNCHANGED.found(
                Status.PASS,
                "the same SHA-256 at the start and at the end: " + files.size() + " files, " + servedUnchanged.size()
                        + " modes by the server's word");
    }

    private Optional<String> digest(Path file) {
        long start = shares.mark();
        try {
            return Optional.of(Sha256.ofFile(file));
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            shares.addServing(shares.secondsSince(start));
        }
    }
}
