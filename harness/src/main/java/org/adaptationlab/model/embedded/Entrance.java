package org.adaptationlab.model.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * What each request passes before a route reads anything of it. Others on this machine reach the port too, and so does a
 * page in a browser: only who knows the secret that the path begins with is let in, calls this address by its number,
 * and is no page (those say where they come from).
 */
final class Entrance implements HttpHandler {

    private static final int SECRET_BYTES = 16;

    private final byte[] prefix;
    private final String host;
    private final Map<String, HttpHandler> routes;

    /**
     * Makes the entrance to routes.
     *
     * @param routes by path, without the secret
     */
    Entrance(String secret, int port, Map<String, HttpHandler> routes) {
        this.prefix = ("/" + secret).getBytes(StandardCharsets.UTF_8);
        this.host = "127.0.0.1:" + port;
        this.routes = Map.copyOf(routes);
    }

    /** A secret that can't be guessed: 32 hexadecimal digits. */
    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!isFromOurs(exchange)) {
            refuse(exchange, 403, "this address is not open to others");
            return;
        }
        HttpHandler route = routes.get(exchange.getRequestURI().getRawPath().substring(prefix.length));
        if (route == null) {
            refuse(exchange, 404, "there is nothing at this address");
            return;
        }
        route.handle(exchange);
    }

    /** The comparison takes as long for a path that is nearly right as for another, so that time tells nothing. */
    private boolean isFromOurs(HttpExchange exchange) {
        byte[] path = exchange.getRequestURI().getRawPath().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(Arrays.copyOf(path, prefix.length), prefix)
                && host.equals(exchange.getRequestHeaders().getFirst("Host"))
                && !exchange.getRequestHeaders().containsKey("Origin");
    }

    private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        try (exchange) {
            JsonRoute.send(exchange, status, JsonRoute.error(reason));
        }
    }
}
