package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassageIndexTest {

    private static final List<Passage> PASSAGES = List.of(
            new Passage("p1", "d1", "Article 7: a parcel that does not arrive is looked for by the courier."),
            new Passage("p2", "d1", "Article 69: a forgotten password is reset by e-mail."),
            new Passage("p3", "d2", "Article 141: a kettle that leaks may be sent back within thirty days."));

    private static final TextEmbedder EMBEDDER = TextEmbedder.english();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void findsThePassageByItsWords(IndexKind kind) {
        try (PassageIndex index = open(PASSAGES, kind)) {
            assertThat(index.passagesFor(1).retrieve("I forgot my password, please reset it", ""))
                    .extracting(Passage::id)
                    .containsExactly("p2");
        }
    }

    @Test
    void findsAPassageByItsMeaningWithoutASharedWord() {
        try (PassageIndex index = open(PASSAGES, IndexKind.DENSE)) {
            assertThat(index.passagesFor(1).retrieve("my package never came", ""))
                    .extracting(Passage::id)
                    .containsExactly("p1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverReturnsTheExcludedSource(IndexKind kind) {
        try (PassageIndex index = open(PASSAGES, kind)) {
            assertThat(index.passagesFor(3).retrieve("forgotten password and a courier", "d1"))
                    .extracting(Passage::source)
                    .doesNotContain("d1");
        }
    }

    @Test
    void deletesWhatAKilledBuildHasLeftAndNotWhatMayGoOn() throws IOException {
        Path left =
                Files.createDirectories(folder.resolve(".building-1/within")).getParent();
        Path goesOn = Files.createDirectories(folder.resolve(".building-2"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        open(PASSAGES, IndexKind.LEXICAL).close();

        assertThat(left).doesNotExist();
        assertThat(goesOn).exists();
    }

    @Test
    void keepsAnIndexAndTellsThatItWasThere() throws Exception {
        double firstBuild;
        try (PassageIndex index = open(PASSAGES, IndexKind.HYBRID)) {
            assertThat(index.reused()).isFalse();
            firstBuild = index.buildSeconds();
            assertThat(firstBuild).isPositive();
        }
        try (PassageIndex index = open(PASSAGES, IndexKind.HYBRID)) {
            assertThat(index.reused()).isTrue();
            assertThat(index.buildSeconds()).isEqualTo(firstBuild);
        }
        try (PassageIndex index = open(PASSAGES.subList(0, 2), IndexKind.HYBRID)) {
            assertThat(index.reused()).isFalse();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void embedsNothingForLexicalRanking() throws Exception {
        try (PassageIndex index = open(PASSAGES, IndexKind.LEXICAL);
                DirectoryReader reader = DirectoryReader.open(FSDirectory.open(onlyIndex()))) {
            assertThat(index.reused()).isFalse();
            assertThat(FieldInfos.getMergedFieldInfos(reader).hasVectorValues()).isFalse();
        }
        try (PassageIndex index = open(PASSAGES, IndexKind.DENSE)) {
            assertThat(index.reused()).isFalse();
        }
        try (PassageIndex index = open(PASSAGES, IndexKind.HYBRID)) {
            assertThat(index.reused()).isTrue();
        }
    }

    private Path onlyIndex() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void survivesAQueryWithoutWordsAndOneOfTenThousand() {
        try (PassageIndex index = open(PASSAGES, IndexKind.HYBRID)) {
            Retriever retriever = index.passagesFor(2);
            assertThat(retriever.retrieve("?!", "")).hasSize(2);
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < 10_000; i++) {
                words.append("word").append(i).append(' ');
            }
            assertThat(retriever.retrieve(words.toString(), "")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsAllPassagesOfOneDocumentTheBestFirst(IndexKind kind) {
        try (PassageIndex index = open(PASSAGES, kind)) {
            DocumentRetriever retriever = index.passagesWithinDocument();
            assertThat(retriever.retrieve("I forgot my password", "d1"))
                    .extracting(Passage::id)
                    .containsExactly("p2", "p1");
            assertThat(retriever.retrieve("kettle", "nowhere")).isEmpty();
        }
    }

    @Test
    void findsPassagesByTheirWordsInEveryScript() {
        List<Passage> passages = List.of(
                new Passage("zh", "zh", "员工年假为三十天，须在三月底之前申请。"),
                new Passage("zh2", "zh2", "办公时间为九点到五点，午休一小时。"),
                new Passage("ja", "ja", "有給休暇は年に二十日です。"),
                new Passage("ja2", "ja2", "会議室は三階にあります。"),
                new Passage("th", "th", "พนักงานลาพักร้อนได้สิบวันต่อปี"),
                new Passage("th2", "th2", "ที่จอดรถอยู่ชั้นใต้ดิน"),
                new Passage("ar", "ar", "الإجازة السنوية ثلاثون يومًا."),
                new Passage("ar2", "ar2", "المكتب مفتوح من التاسعة إلى الخامسة."),
                new Passage("ko", "ko", "연차휴가는 일 년에 십오 일입니다."),
                new Passage("ko2", "ko2", "회의실은 삼층에 있습니다."));
        try (PassageIndex index = open(passages, IndexKind.LEXICAL)) {
            Retriever retriever = index.passagesFor(1);
            Map.of(
                            "年假怎么申请",
                            "zh",
                            "休暇は何日",
                            "ja",
                            "ลาพักร้อนกี่วัน",
                            "th",
                            "كم يوما إجازتي السنويه",
                            "ar",
                            "휴가 며칠",
                            "ko")
                    .forEach((query, id) -> assertThat(retriever.retrieve(query, ""))
                            .extracting(Passage::id)
                            .containsExactly(id));
        }
    }

    private PassageIndex open(List<Passage> passages, IndexKind kind) {
        return new PassageIndexStore(folder, EMBEDDER, System::nanoTime).open(passages, kind);
    }
}
