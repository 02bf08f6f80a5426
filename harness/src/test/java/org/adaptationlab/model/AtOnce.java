package org.adaptationlab.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks several questions at once, and tells whose an answer is. */
final class AtOnce {

    private AtOnce() {}

    /** What answers a question. */
    @FunctionalInterface
    interface Asked {
        String answer(String question) throws GenerationException;
    }

    /** The answers in the order of the questions, each of which has a thread of its own. */
    static List<String> ask(List<String> questions, Asked asked) {
        List<CompletableFuture<String>> answers = questions.stream()
                .map(question -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return asked.answer(question);
                            } catch (GenerationException e) {
                                throw new CompletionException(e);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** The one that begins like a text for longest. */
    static String mostAlike(String text, List<String> others) {
        return others.stream()
                .max(Comparator.comparingInt(other -> sameBeginning(text, other)))
                .orElseThrow();
    }

    private static int sameBeginning(String one, String other) {
        int same = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return same < 0 ? one.length() : same;
    }
}
