package org.adaptationlab.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessEndTest {

    @Test
    void endsTheThreadOfAnHttpClientAndNoOther() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        HttpClient client = HttpClient.newHttpClient();
        Set<Thread> fresh = new HashSet<>(Thread.getAllStackTraces().keySet());
        fresh.removeAll(before);
        fresh.removeIf(thread -> !thread.getName().contains("HttpClient"));
        assertThat(fresh).isNotEmpty();
        fresh.add(Thread.currentThread());

        ProcessEnd.endHttpClients(fresh);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        for (Thread thread : fresh) {
            if (thread != Thread.currentThread()) {
                thread.join(Duration.ofSeconds(10).toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        assertThat(client).isNotNull(); // kept until here: the thread of a client that nobody holds ends by itself
    }
}
