package org.adaptationlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.model.ChatMessage.Role;
import org.junit.jupiter.api.Test;

class TurnProbeTest {

    @Test
    void isWhatFollowsTheAssistantsWords() {
        assertThat(TurnProbe.textAfterTurn(chat -> turns(chat, "<end>"))).contains("<end>user:Hello<end>");
    }

    @Test
    void isNothingWhereTheTemplateGoesNoFurtherOrLeavesTheTurnOut() {
        assertThat(TurnProbe.textAfterTurn(chat -> turns(chat.subList(0, 2), "")))
                .isEmpty();
        assertThat(TurnProbe.textAfterTurn(chat -> turns(chat.subList(0, 1), "<end>")))
                .isEmpty();
    }

    private static String turns(List<ChatMessage> chat, String end) {
        return chat.stream()
                .map(turn -> (turn.role() == Role.USER ? "user:" : "") + turn.text() + end)
                .collect(Collectors.joining());
    }
}
