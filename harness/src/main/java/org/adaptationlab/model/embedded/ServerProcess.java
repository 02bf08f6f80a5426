package org.adaptationlab.model.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.process.ChildJvm;

/** A child JVM with {@link EmbeddedServer} as its main. Closing it ends it. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Process process;
    private final ScratchFolder folder;
    private final ProcessLog log;
    private final LabRoutes routes;
    private final URI endpoint;
    private final double startSeconds;

    private ServerProcess(Process process, ScratchFolder folder, ProcessLog log, URI endpoint, double startSeconds) {
        this.process = process;
        this.folder = folder;
        this.log = log;
        this.endpoint = endpoint;
        this.routes = new LabRoutes(endpoint);
        this.startSeconds = startSeconds;
    }

    /**
     * Starts the process and waits until it serves.
     *
     * @throws PrerequisiteException when the native library or memory is missing, or it isn't ready in time
     * @throws LabDefinitionException when llama.cpp can't load the files, or not render the model's chat template
     * @throws RunInterruptedException when this thread is interrupted meanwhile
     */
    static ServerProcess start(ServingPlan plan) {
        long begin = System.nanoTime();
        ScratchFolder folder = ScratchFolder.create();
        Process process;
        try {
            process = launch(plan, folder.path());
        } catch (IOException e) {
            folder.delete();
            throw new PrerequisiteException(
                    "the process that serves " + plan.name() + " can't be started: " + IoReason.of(e), e);
        }
        ProcessLog log = ProcessLog.of(process.getErrorStream());
        try {
            URI endpoint = awaitEndpoint(plan, process, log);
            return new ServerProcess(process, folder, log, endpoint, (System.nanoTime() - begin) / NANOS_PER_SECOND);
        } catch (LabException e) {
            process.destroyForcibly();
            folder.delete();
            throw e;
        }
    }

    /** Where it serves; the path is a secret between it and this process. */
    URI endpoint() {
        return endpoint;
    }

    LabRoutes routes() {
        return routes;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    double startSeconds() {
        return startSeconds;
    }

    boolean answers() {
        return routes.answer();
    }

    /** What the process logged last of errors, and how it ended. */
    String lastWords() {
        return (process.isAlive() ? "it doesn't answer" : "exit code " + process.exitValue()) + log.complaints();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // its sign to end
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        folder.delete();
    }

    private static Process launch(ServingPlan plan, Path folder) throws IOException {
        List<String> options = List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.nodelay=true",
                "-D" + ScratchFolder.PROPERTY + "=" + folder);
        ProcessBuilder builder = ChildJvm.of(EmbeddedServer.class, options);
        builder.environment().keySet().removeIf(name -> name.startsWith("LLAMA_ARG_")); // llama.cpp would obey them
        Process process = builder.start();
        try {
            OutputStream in = process.getOutputStream();
            in.write((JsonRoute.JSON.writeValueAsString(plan) + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            // it ended at once; why is found where its announcement is awaited
        }
        return process;
    }

    private static URI awaitEndpoint(ServingPlan plan, Process process, ProcessLog log) {
        BlockingQueue<Optional<Announcement>> announced = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> listen(process, announced), "embedded-output");
        listener.setDaemon(true);
        listener.start();
        try {
            Optional<Announcement> announcement = announced.poll(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (announcement == null) {
                throw new PrerequisiteException("the process that serves " + plan.name() + " was not ready after "
                        + STARTS_WITHIN.toMinutes() + " minutes" + log.complaints());
            }
            URI endpoint = announcement.flatMap(Announcement::endpoint).orElse(null);
            if (endpoint != null) {
                return endpoint;
            }
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            log.awaitEnd(ENDS_WITHIN);
            throw log.refusedTemplate()
                    .map(why -> StartFailure.template(plan, why))
                    .orElseGet(() -> StartFailure.of(plan, announcement, process.exitValue(), log.complaints()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("interrupted while " + plan.name() + " was loaded", e);
        }
    }

    /** Reads standard output to its end: the announcement first, then whatever native code may print. */
    private static void listen(Process process, BlockingQueue<Optional<Announcement>> announced) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Announcement.parse(line).ifPresent(announcement -> announced.add(Optional.of(announcement)));
            }
        } catch (IOException e) {
            // the process is gone
        }
        announced.add(Optional.empty());
    }
}
