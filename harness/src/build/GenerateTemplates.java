import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import java.nio.file.Path;

/** Turns the jte templates of a folder into Java classes of the report package; Maven runs it as a single source file. */
public class GenerateTemplates {

    public static void main(String[] folders) {
        TemplateEngine templates = TemplateEngine.create(
                new DirectoryCodeResolver(Path.of(folders[0])),
                Path.of(folders[1]),
                ContentType.Html,
                null,
                "org.adaptationlab.report.html");
        templates.setTrimControlStructures(true);
        templates.generateAll();
    }
}
