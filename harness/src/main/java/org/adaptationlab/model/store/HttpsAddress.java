package org.adaptationlab.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/** An address to download from. A download that broke off goes on where it stopped, now or at the next start. */
record HttpsAddress(URI url) implements FileSource {

    private static final int TRIES = 3;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(15).toMillis();
    private static final int READ_MILLIS = (int) Duration.ofSeconds(60).toMillis();

    /** Whether a text is an http or https address with a path. */
    static boolean isOne(String text) {
        if (!text.matches("https?://[^\\s/]+/\\S*")) {
            return false;
        }
        try {
            URI.create(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String description() {
        return url.toString();
    }

    @Override
    public Path fetch(WantedFile wanted, Path folder, DownloadListener listener) throws IOException {
        Path part = folder.resolve("download.part");
        for (int tries = 1; ; tries++) {
            long before = size(part);
            try {
                if (before < wanted.bytes()) {
                    resume(part, wanted, listener);
                }
                if (size(part) == wanted.bytes()) {
                    return part;
                }
                throw new IOException("ended after " + size(part) + " of " + wanted.bytes() + " bytes");
            } catch (IOException e) {
                if (tries >= TRIES || size(part) <= before) {
                    throw e; // no byte further than before: it is not worth another try
                }
                listener.note("the download broke off (" + e.getMessage() + "); going on at byte " + size(part));
            }
        }
    }

    private void resume(Path part, WantedFile wanted, DownloadListener listener) throws IOException {
        long have = size(part);
        requireProxy();
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestProperty("Accept-Encoding", "identity");
            if (have > 0) {
                connection.setRequestProperty("Range", "bytes=" + have + "-");
            }
            int status = connection.getResponseCode();
            boolean cannotGoOn = status == RANGE_NOT_SATISFIABLE && have > 0;
            if (status == HttpURLConnection.HTTP_OK || cannotGoOn) {
                Files.deleteIfExists(part); // the whole file comes, now or when asked without a range
            }
            if (cannotGoOn) {
                resume(part, wanted, listener);
                return;
            }
            if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
                throw new IOException("HTTP " + status); // what is here stays for the next try
            }
            try (InputStream in = connection.getInputStream()) {
                Copying.append(in, part, wanted.bytes(), listener);
            }
        } finally {
            connection.disconnect();
        }
    }

    /** Asks here first: what a selector of proxies throws to an HttpURLConnection comes out of it as something else. */
    private void requireProxy() {
        ProxySelector proxies = ProxySelector.getDefault();
        if (proxies != null) {
            proxies.select(url);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
