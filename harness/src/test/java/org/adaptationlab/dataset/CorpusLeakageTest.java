package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.dataset.CorpusLeakage.Leak;
import org.junit.jupiter.api.Test;

class CorpusLeakageTest {

    private static final List<Document> CORPUS = List.of(
            new Document("hours", "Hours", "# Hours\n\nWe are open from nine to five on working days."),
            new Document(
                    "example", "Example", "For instance: \"My card was charged twice,\nwhat do I do?\" is billing."),
            new Document("和", "和", "退货请在三十天内寄回并附上原始收据和完整包装盒谢谢合作。"));

    @Test
    void findsATestTextInADocumentWhateverItsCasePunctuationAndLineEnds() {
        assertThat(CorpusLeakage.find(CORPUS, List.of("Where is it?", "my card was charged twice - what do I do")))
                .containsExactly(new Leak("example", 1));
    }

    @Test
    void findsNoTextThatOnlyBeginsOrEndsAlike() {
        assertThat(CorpusLeakage.find(
                        CORPUS,
                        List.of("My card was charged twice, what do I dodge?", "We are open from nine to six always")))
                .isEmpty();
    }

    @Test
    void passesOverShortTextsThatStandAnywhere() {
        assertThat(CorpusLeakage.find(CORPUS, List.of("on working days"))).isEmpty();
    }

    @Test
    void findsTextInScriptsWithoutSpaces() {
        assertThat(CorpusLeakage.find(CORPUS, List.of("请在三十天内寄回并附上原始收据和完整包装盒谢谢")))
                .containsExactly(new Leak("和", 0));
    }

    @Test
    void findsTextInScriptsWithoutSpacesWhereverItIsBroken() {
        String question = "发票甲号金额有误，请尽快帮我处理，谢谢你们的支持";
        List<Document> corpus = List.of(new Document("faq", "常见问题", "# 常见问题\n\n发票甲号金额有误，请尽快\n帮我处理。谢谢你们的支持。\n"));

        assertThat(CorpusLeakage.find(corpus, List.of(question, question.replace("甲", "乙"))))
                .containsExactly(new Leak("faq", 0));
    }

    @Test
    void findsJapaneseThaiAndMixedText() {
        List<Document> corpus = List.of(
                new Document("ja", "J", "有給休暇の申請は、三月末日までに上司へ提出してください。"),
                new Document("th", "T", "กรุณาส่งใบลาพักร้อนให้หัวหน้างานก่อนวันที่สิบของเดือน"),
                new Document("zh", "Z", "请在 iPhone 15 上打开 Wi-Fi 设置并重新启动，然后再试一次。"));

        assertThat(CorpusLeakage.find(
                        corpus,
                        List.of(
                                "有給休暇の申請は三月末日までに上司へ提出",
                                "ส่งใบลาพักร้อนให้หัวหน้างานก่อนวันที่สิบ",
                                "请在iPhone 15上打开Wi-Fi设置并重新启动")))
                .containsExactly(new Leak("ja", 0), new Leak("th", 1), new Leak("zh", 2));
    }

    @Test
    void findsArabicAndHebrewTextWithAndWithoutVowels() {
        List<Document> corpus = List.of(
                new Document("ar", "A", "يجب تقديم طلب الإجازة السنوية قبل نهاية شهر مارس."),
                new Document("he", "H", "שָׁלוֹם לְכֻלָּם זֶה מִשְׁפָּט אָרֹךְ מְאֹד בָּעִבְרִית"));

        assertThat(CorpusLeakage.find(
                        corpus,
                        List.of(
                                "يَجِبُ تَقْدِيمُ طَلَبِ الإِجَازَةِ السَّنَوِيَّةِ قَبْلَ نِهَايَةِ شَهْرِ مَارِس",
                                "שלום לכלם זה משפט ארך מאד")))
                .containsExactly(new Leak("ar", 0), new Leak("he", 1));
    }

    @Test
    void findsTextWhateverItsNormalForm() {
        String text = "Können Sie mir bitte die fällige Gebühr erklären";
        List<Document> corpus = List.of(new Document("de", "D", Normalizer.normalize(text, Normalizer.Form.NFD)));

        assertThat(CorpusLeakage.find(corpus, List.of(text))).containsExactly(new Leak("de", 0));
    }

    @Test
    void namesTheFirstOfSeveralDocuments() {
        List<Document> corpus = List.of(
                CORPUS.get(0),
                new Document("second", "Second", "x my card was charged twice what do i do"),
                CORPUS.get(1));

        assertThat(CorpusLeakage.find(
                        corpus, List.of("my card was charged twice what do I do", "my card was charged twice what")))
                .containsExactly(new Leak("second", 0), new Leak("second", 1));
    }

    /** Against the definition: each text looked for in each document. */
    @Test
    void findsWhatLookingIntoEachDocumentFinds() {
        Random random = new Random(3);
        int found = 0;
        for (int trial = 0; trial < 300; trial++) {
            Words words = trial % 3 == 0 ? new Words("和", "和合", "") : new Words("a", "ab", " ");
            List<Document> corpus = IntStream.range(0, 4)
                    .mapToObj(i -> new Document("d" + i, "D", text(random, 60, words)))
                    .toList();
            List<String> test = IntStream.range(0, 20)
                    .mapToObj(i -> text(random, 1 + random.nextInt(24), words))
                    .toList();
            List<String> cut = IntStream.range(0, 20)
                    .mapToObj(i -> words.one() + cut(random, corpus.get(i % 4).text()))
                    .toList();
            for (List<String> texts : List.of(test, cut)) {
                List<Leak> expected = expected(corpus, texts);

                assertThat(CorpusLeakage.find(corpus, texts)).isEqualTo(expected);
                found += expected.size();
            }
        }
        assertThat(found).as("texts that stand in a document").isGreaterThan(500);
    }

    private static List<Leak> expected(List<Document> corpus, List<String> test) {
        List<Leak> leaks = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            String text = test.get(i).strip();
            int words = text.split(" +").length;
            boolean unspaced = text.startsWith("和");
            boolean isLongEnough = unspaced ? text.length() >= 20 : words >= 6;
            String wanted = unspaced ? text : " " + text + " ";
            int index = i;
            corpus.stream()
                    .filter(document -> isLongEnough && (" " + document.text() + " ").contains(wanted))
                    .findFirst()
                    .ifPresent(document -> leaks.add(new Leak(document.id(), index)));
        }
        return leaks;
    }

    private record Words(String one, String other, String between) {}

    private static String text(Random random, int count, Words words) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextInt(3) == 0 ? words.one() : words.other())
                .collect(Collectors.joining(words.between()));
    }

    private static String cut(Random random, String text) {
        int from = random.nextInt(text.length());
        return text.substring(from, from + random.nextInt(text.length() - from + 1));
    }

    @Test
    void keepsOnlyTheTestTextsInMemory() {
        Random random = new Random(4);
        List<Document> corpus = IntStream.range(0, 40)
                .mapToObj(i -> new Document(
                        "d" + i,
                        "D",
                        IntStream.range(0, 100_000)
                                .mapToObj(word -> Integer.toString(random.nextInt(1 << 20), 36))
                                .collect(Collectors.joining(" "))))
                .toList();
        String last = corpus.get(39).text();

        assertThat(CorpusLeakage.find(corpus, List.of(last.substring(last.lastIndexOf(' ', last.length() - 200)))))
                .containsExactly(new Leak("d39", 0));
    }
}
