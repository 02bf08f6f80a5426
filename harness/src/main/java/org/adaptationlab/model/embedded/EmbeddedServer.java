package org.adaptationlab.model.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Main of the child process that serves one model. Standard input brings a {@link ServingPlan} and then nothing: its end
 * is the end of the parent, and so of this process. Standard output says once that the server is ready, or why not; see
 * {@link Announcement}.
 */
final class EmbeddedServer {

    private EmbeddedServer() {}

    /** Serves until standard input ends. */
    @SuppressWarnings("SystemOut") // the parent reads it
    public static void main(String[] arguments) {
        PrintStream parent = System.out;
        System.setOut(System.err); // the binding prints there
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1); // else the waiting shutdown would keep a broken process alive
        });
        surviveInterrupts();
        Announcement announcement = start();
        parent.println(announcement.toJson());
        parent.flush();
        if (announcement.port() == null) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static Announcement start() {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            ServingPlan plan =
                    JsonRoute.JSON.readValue(Objects.requireNonNull(in.readLine(), "no plan"), ServingPlan.class);
            endWith(in);
            LlamaEngine engine = new JniLlamaEngine(plan);
            forgetUnpackedLibrary();
            return Announcement.ready(new OllamaServer(engine, plan, InstantSource.system(), System::nanoTime).port());
        } catch (UnsatisfiedLinkError e) {
            return Announcement.failed(Announcement.Kind.LIBRARY, e);
        } catch (EngineException e) {
            return Announcement.failed(Announcement.Kind.MODEL, e);
        } catch (IOException e) {
            return Announcement.failed(Announcement.Kind.PORT, e);
        }
    }

    /** What is loaded needs no file any more (but on Windows), and a parent that is killed can't clean up. */
    private static void forgetUnpackedLibrary() {
        new ScratchFolder(Path.of(System.getProperty(ScratchFolder.PROPERTY))).delete();
    }

    /** The native engine never ends by itself, so this process is halted. */
    private static void endWith(BufferedReader parent) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (parent.readLine() != null) {
                            // nothing more is said
                        }
                    } catch (IOException e) {
                        // as good as its end
                    }
                    Runtime.getRuntime().halt(0);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Ctrl-C in a terminal reaches this process too, while the parent still wants its last answer: the shutdown that it
     * starts waits here, and serving goes on until the parent ends.
     */
    private static void surviveInterrupts() {
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
