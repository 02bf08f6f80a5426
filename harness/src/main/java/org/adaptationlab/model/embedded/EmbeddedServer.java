package org.adaptationlab.model.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.adaptationlab.process.ParentLink;

/**
 * Main of the child process that serves one model. Standard input brings a {@link ServingPlan} and then nothing: its end
 * is the end of the parent, and so of this process. Standard output says once that the server is ready, or why not; see
 * {@link Announcement}.
 */
final class EmbeddedServer {

    private EmbeddedServer() {}

    /** Serves until standard input ends. */
    public static void main(String[] arguments) {
        ParentLink parent = ParentLink.open();
        surviveInterrupts();
        Announcement announcement = start(parent);
        parent.say(announcement.toJson());
        if (announcement.port() == null) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static Announcement start(ParentLink parent) {
        try {
            ServingPlan plan =
                    JsonRoute.JSON.readValue(Objects.requireNonNull(parent.hear(), "no plan"), ServingPlan.class);
            parent.endWithParent();
            LlamaEngine engine = new JniLlamaEngine(plan);
            forgetUnpackedLibrary();
            String secret = Entrance.newSecret();
            return Announcement.ready(
                    new OllamaServer(engine, plan, secret, InstantSource.system(), System::nanoTime).port(), secret);
        } catch (UnsatisfiedLinkError e) {
            return Announcement.failed(Announcement.Kind.LIBRARY, e);
        } catch (TemplateException e) {
            return Announcement.failed(Announcement.Kind.TEMPLATE, e);
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
