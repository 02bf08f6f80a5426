package org.adaptationlab.model.call;

import java.util.List;

/** Reads what a server says of one answer beside its text. Of one call only. */
public interface AnswerReader {

    /** How far an answer has come. */
    enum Progress {
        /** More text may come. */
        ANSWERING,
        /** The last text was there; counts may follow. */
        ANSWERED,
        /** Nothing follows. */
        OVER
    }

    /** Whether an answer that begins with this character is no stream, but comes whole. */
    default boolean isWhole(char first) {
        return false;
    }

    /**
     * The lines that would have come, had a whole answer been streamed.
     *
     * @throws CallFailure when it is not of the protocol
     */
    default List<String> lines(String whole) throws CallFailure {
        return List.of(whole);
    }

    /**
     * Takes the next line, without its line end and framing.
     *
     * @throws CallFailure when the server reports an error or does not keep to the protocol
     */
    void line(String data) throws CallFailure;

    /** After the lines so far. */
    Progress progress();

    /** Whether the last line brought a piece of the model's thinking, where that comes apart from the answer. */
    boolean thinks();

    /**
     * What the server said of the answer, once it is answered.
     *
     * @throws CallFailure when the server did something else than answer
     */
    ServerReport report() throws CallFailure;
}
