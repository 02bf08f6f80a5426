package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.adaptationlab.dataset.LeakageCheck.Leak;
import org.junit.jupiter.api.Test;

class LeakageCheckTest {

    private static final String TICKET =
            "My parcel was marked as delivered yesterday but there is nothing at the door and no neighbour has it";

    private final Random random = new Random(7);

    @Test
    void findsTheSameTextWhateverItsCasePunctuationAndSpace() {
        String shouted = "  " + TICKET.toUpperCase(Locale.ROOT).replace(" ", "  - ") + "!!! ";

        assertThat(LeakageCheck.find(List.of("other", TICKET), List.of(shouted)))
                .containsExactly(new Leak(1, 0, 1));
        assertThat(LeakageCheck.find(List.of("\uff21\uff22 ok"), List.of("ab, OK")))
                .hasSize(1);
        assertThat(LeakageCheck.find(List.of("\ud83d\ude00"), List.of("\ud83d\ude00")))
                .hasSize(1);
    }

    @Test
    void findsALongTextWithAWordMoreOrLess() {
        assertThat(LeakageCheck.find(List.of(TICKET), List.of("Hi. " + TICKET))).hasSize(1);
        assertThat(LeakageCheck.find(List.of(TICKET), List.of(TICKET.replace(" has it", ""))))
                .hasSize(1);
    }

    @Test
    void findsATextOfNineWordsOrMoreWithAnyWordReplaced() {
        for (String text : List.of(TICKET, "where has my parcel been for two weeks now")) {
            String[] words = text.split(" ");
            for (int i = 0; i < words.length; i++) {
                String[] copy = words.clone();
                copy[i] = "invoice";

                assertThat(LeakageCheck.find(List.of(text), List.of(String.join(" ", copy))))
                        .as(String.join(" ", copy))
                        .hasSize(1);
            }
        }
    }

    @Test
    void findsALongTextInAScriptWithoutSpacesWithAnyCharacterReplaced() {
        String text = "我三月二十日在你们网站上订购的蓝色雨伞到现在还没有收到，请尽快帮我查一下";
        for (int i = 0; i < text.length(); i++) {
            String copy = text.substring(0, i) + "猫" + text.substring(i + 1);
            assertThat(LeakageCheck.find(List.of(text), List.of(copy))).as(copy).hasSize(1);
        }
        assertThat(LeakageCheck.find(List.of(text), List.of("我想更改送货地址，因为下个月要搬家到上海去，请问怎么在网站上修改")))
                .isEmpty();
    }

    @Test
    void findsTextsThatDifferInMarksThatMayBeLeftOut() {
        assertThat(LeakageCheck.find(List.of("أين طلبي؟"), List.of("أَيْنَ طَلَبِي")))
                .hasSize(1);
        assertThat(LeakageCheck.find(List.of("می‌خواهم"), List.of("میخواهم"))).hasSize(1);
        assertThat(LeakageCheck.find(List.of("Wo ist meine Ver\u00ADsicherung?"), List.of("wo ist meine VERSICHERUNG")))
                .hasSize(1);
    }

    @Test
    void findsAShortTextWithATypoAtItsEnd() {
        assertThat(LeakageCheck.find(
                        List.of("where is my parcel, number 88213"), List.of("Where is my parcel, number 88214?")))
                .hasSize(1);
        assertThat(LeakageCheck.find(
                        List.of("私の荷物はどこにありますか、昨日届くはずでしたが、まだ届いていません"), List.of("私の荷物はどこにありますか、昨日届くはずでしたが、まだ届いていませんよ")))
                .hasSize(1);
    }

    @Test
    void leavesOtherTextsAlone() {
        assertThat(LeakageCheck.find(
                        List.of(TICKET, "where is my parcel", "\ud83d\ude00", "a"),
                        List.of(
                                "My parcel was marked as lost yesterday and there is a card at the door from a driver",
                                "has nothing yesterday delivered but at the my door no neighbour was marked there parcel is and as it",
                                "where is my refund",
                                "\ud83d\ude02",
                                "b")))
                .isEmpty();
        assertThat(LeakageCheck.find(List.of(), List.of("a"))).isEmpty();
        assertThat(LeakageCheck.find(List.of("a"), List.of())).isEmpty();
    }

    @Test
    void namesTheTrainingTextThatIsNearest() {
        List<Leak> leaks = LeakageCheck.find(List.of(TICKET + " at all", TICKET), List.of(TICKET + "."));

        assertThat(leaks).containsExactly(new Leak(1, 0, 1));
    }

    /** The index against the definition: every pair, by plain sets. */
    @Test
    void findsWhatComparingEachPairFinds() {
        int found = 0;
        for (int trial = 0; trial < 60; trial++) {
            List<String> train = randomTexts(20, 1 + random.nextInt(25));
            List<String> test = train.stream().map(this::edited).toList();

            Set<Integer> expected = IntStream.range(0, test.size())
                    .filter(i -> train.stream().anyMatch(text -> isNear(text, test.get(i))))
                    .boxed()
                    .collect(Collectors.toSet());

            assertThat(LeakageCheck.find(train, test))
                    .extracting(Leak::test)
                    .containsExactlyInAnyOrderElementsOf(expected);
            found += expected.size();
        }
        assertThat(found).as("the trial has both near and far texts").isBetween(200, 1000);
    }

    /** The nearest by plain comparing; the first of several. */
    @Test
    void namesWhatComparingEachPairNames() {
        int ties = 0;
        for (int trial = 0; trial < 100; trial++) {
            List<String> train = familiesOf(random, 3 + random.nextInt(18));
            List<String> test = train.stream().map(this::edited).toList();

            List<Leak> expected = new ArrayList<>();
            for (int i = 0; i < test.size(); i++) {
                String text = test.get(i);
                double[] near =
                        train.stream().mapToDouble(one -> similarity(one, text)).toArray();
                double most = DoubleStream.of(near).max().orElseThrow();
                int[] nearest = IntStream.range(0, near.length)
                        .filter(j -> near[j] == most)
                        .toArray();
                if (most > 0) {
                    expected.add(new Leak(nearest[0], i, most));
                    ties += nearest.length > 1 ? 1 : 0;
                }
            }

            assertThat(LeakageCheck.find(train, test)).isEqualTo(expected);
        }
        assertThat(ties).as("several that are as near").isPositive();
    }

    /** Texts of which several are made of the same one. */
    static List<String> familiesOf(Random random, int words) {
        List<String> texts = new ArrayList<>();
        for (int family = 0; family < 5; family++) {
            String first = IntStream.range(0, words)
                    .mapToObj(i -> "w" + random.nextInt(300))
                    .collect(Collectors.joining(" "));
            for (int copy = 0; copy < 8; copy++) {
                String[] edited = first.split(" ");
                for (int edits = random.nextInt(3); edits > 0; edits--) {
                    edited[random.nextInt(words)] = "w" + random.nextInt(300);
                }
                texts.add(String.join(" ", edited));
            }
        }
        return texts;
    }

    private static boolean isNear(String a, String b) {
        return similarity(a, b) > 0;
    }

    /** 0.8 to 1, or 0 where two texts are not near. */
    static double similarity(String a, String b) {
        int wordsA = a.split(" ").length;
        int wordsB = b.split(" ").length;
        double byWords = wordsA >= 8 && wordsB >= 8 ? inOrder(List.of(a.split(" ")), List.of(b.split(" "))) : 0;
        double byCharacters = wordsA < 12 && wordsB < 12 ? jaccard(characterGrams(a), characterGrams(b)) : 0;
        double most = a.equals(b) ? 1 : Math.max(byWords, byCharacters);
        return most >= 0.8 ? most : 0;
    }

    /** Words in one order as a part of all, by the definition of the longest common subsequence. */
    private static double inOrder(List<String> a, List<String> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                common[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        int longest = common[a.size()][b.size()];
        return (double) longest / (a.size() + b.size() - longest);
    }

    private static Set<String> characterGrams(String text) {
        return text.length() <= 5
                ? Set.of(text)
                : IntStream.rangeClosed(0, text.length() - 5)
                        .mapToObj(i -> text.substring(i, i + 5))
                        .collect(Collectors.toSet());
    }

    private static double jaccard(Set<String> a, Set<String> b) {
        Set<String> common = new HashSet<>(a);
        common.retainAll(b);
        return (double) common.size() / (a.size() + b.size() - common.size());
    }

    @Test
    void comparesTenThousandWithTenThousandInSeconds() {
        List<String> train = randomTexts(10_000, 30);
        List<String> test = new ArrayList<>(randomTexts(9_999, 30));
        test.add(edited(train.get(5)));
        List<String> same = new ArrayList<>(List.of(TICKET));
        IntStream.range(1, 10_000).forEach(i -> same.add(TICKET));

        assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(LeakageCheck.find(train, test)).hasSizeLessThan(10);
            assertThat(LeakageCheck.find(same, same)).hasSize(10_000);
        });
    }

    @Test
    void comparesTwentyThousandRowsOfOneFormWithAsManyInSeconds() {
        List<String> train = rowsOfOneForm(20_000, "a");
        List<String> test = rowsOfOneForm(20_000, "b");

        assertTimeout(
                Duration.ofSeconds(30),
                () -> assertThat(LeakageCheck.find(train, test)).hasSize(20_000));
    }

    private static List<String> rowsOfOneForm(int n, String side) {
        return IntStream.range(0, n)
                .mapToObj(i -> TICKET.replace("parcel", "parcel " + side + i))
                .toList();
    }

    private List<String> randomTexts(int n, int words) {
        return IntStream.range(0, n)
                .mapToObj(i -> IntStream.range(0, words).mapToObj(j -> word()).collect(Collectors.joining(" ")))
                .toList();
    }

    private String word() {
        return "w" + random.nextInt(300);
    }

    private String edited(String text) {
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int place = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.set(place, word());
                case 1 -> words.add(place, word());
                default -> words.add(word());
            }
        }
        return String.join(" ", words);
    }
}
