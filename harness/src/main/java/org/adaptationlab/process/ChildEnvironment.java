package org.adaptationlab.process;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a child process gets of this one's environment: all but what is secret, or is likely to be. Native libraries and
 * other people's programs run in children, and none of ours needs a key.
 */
public final class ChildEnvironment {

    private static final List<String> SECRETS =
            List.of("API_KEY", "APIKEY", "_TOKEN", "_SECRET", "PASSWORD", "PASSWD", "CREDENTIALS");

    private static final List<String> CLOUDS = List.of("AWS_", "AZURE_", "GOOGLE_");

    private ChildEnvironment() {}

    /** Takes the variables out of an environment that name a key, token, secret, password or an account of a cloud. */
    public static void strip(Map<String, String> environment) {
        environment.keySet().removeIf(ChildEnvironment::isSecret);
    }

    private static boolean isSecret(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(name::contains) || CLOUDS.stream().anyMatch(name::startsWith);
    }
}
