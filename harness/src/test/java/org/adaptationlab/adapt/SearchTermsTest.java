package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SearchTermsTest {

    @Test
    void takesWordsInLowerCase() {
        assertThat(SearchTerms.of("Invoice no. 4711-B, of the Café"))
                .containsExactly("invoice", "no", "4711", "b", "of", "the", "café");
    }

    @Test
    void takesCharactersAndPairsWhereNoSpacesAre() {
        assertThat(SearchTerms.of("休假手册")).containsExactly("休", "假", "休假", "手", "假手", "册", "手册");
        assertThat(SearchTerms.of("有給休暇は")).contains("有給", "休暇", "暇は");
        assertThat(SearchTerms.of("コーヒー")).contains("コー", "ヒー");
    }

    @Test
    void makesNoPairAcrossPunctuation() {
        assertThat(SearchTerms.of("休假，手册")).doesNotContain("假手").contains("休假", "手册");
        assertThat(SearchTerms.of("休 a 假")).containsExactly("休", "a", "假");
    }

    @Test
    void findsAThaiWordInsideASentence() {
        assertThat(SearchTerms.of("พนักงานลาพักร้อนได้สิบวัน")).containsAll(SearchTerms.of("ลาพักร้อน"));
        assertThat(Collections.disjoint(SearchTerms.of("พนักงานลาพักร้อน"), SearchTerms.of("ได้")))
                .isTrue();
    }

    @Test
    void seesAnArabicWordWithAndWithoutVowelsStretchingAndArticle() {
        assertThat(SearchTerms.of("الإِجَازَة السَّنَوِيَّة")).isEqualTo(SearchTerms.of("الإجازة السنوية"));
        assertThat(SearchTerms.of("إجـــازة")).isEqualTo(SearchTerms.of("إجازة"));
        assertThat(SearchTerms.of("الإجازة")).containsAnyElementsOf(SearchTerms.of("إجازة"));
    }

    @Test
    void seesAKoreanWordWithItsParticle() {
        assertThat(SearchTerms.of("연차휴가를")).contains("연차휴가를").containsAnyElementsOf(SearchTerms.of("휴가"));
    }

    @Test
    void takesTheWaysToWriteOneCharacterAsOne() {
        String composed = "Ünïcode überall の ガイド";
        assertThat(SearchTerms.of(Normalizer.normalize(composed, Normalizer.Form.NFD)))
                .isEqualTo(SearchTerms.of(composed));
        assertThat(SearchTerms.of("ＩＤ４７１１")).isEqualTo(SearchTerms.of("id4711"));
        assertThat(SearchTerms.of("٤٧١١")).isEqualTo(SearchTerms.of("4711"));
        assertThat(SearchTerms.of("Ver\u00ADsicherung")).containsExactly("versicherung");
    }
}
