package org.adaptationlab.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * Style or script that stands in the page itself.
 *
 * @param source its source in a Content-Security-Policy: with it, the browser takes this text and no other
 */
public record Inlined(String text, String source) {

    /** The style of every page. */
    static final Inlined STYLE = of("report.css");

    /** The filters of the examples. */
    static final Inlined SCRIPT = of("report.js");

    /** A Content-Security-Policy that allows these two and nothing else. */
    static final String POLICY = "default-src 'none'; style-src " + STYLE.source + "; script-src " + SCRIPT.source
            + "; base-uri 'none'; form-action 'none'";

    /** Reads a file that is packed beside this class. */
    static Inlined of(String name) {
        try (InputStream file = Objects.requireNonNull(Inlined.class.getResourceAsStream(name), name)) {
            byte[] bytes = file.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Inlined(
                    new String(bytes, StandardCharsets.UTF_8),
                    "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
