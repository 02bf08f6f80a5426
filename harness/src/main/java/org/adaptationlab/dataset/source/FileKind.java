package org.adaptationlab.dataset.source;

import java.nio.charset.StandardCharsets;

/** What a file is by its first bytes, and what to do with one that is no table. */
enum FileKind {
    WORKBOOK("", ""),
    PARQUET("", "PAR1"),
    OLD_WORKBOOK(
            "is a workbook of Excel 97-2003 (.xls) or a protected one; save it as \"Excel workbook (.xlsx)\" without a"
                    + " password, or as \"CSV UTF-8\"",
            "\u00d0\u00cf\u0011\u00e0"),
    GZIP("is compressed by gzip; unpack it first: gunzip -k FILE", "\u001f\u008b"),
    ZIP("is an archive or a document, not a table; unpack it, or save the table as .xlsx or .csv", "PK\u0003"),
    PDF("is a PDF; copy its table into a workbook or a CSV file", "%PDF"),
    WEB_PAGE(
            "is HTML or XML, also where Excel named it .xls; save the table as .xlsx or as \"CSV UTF-8\"",
            "<html\n<!DOCTYPE\n<?xml\n<table"),
    DATABASE(
            "is an SQLite database; write the table out: sqlite3 -csv -header FILE 'select * from TABLE' > data.csv",
            "SQLite format 3"),
    ARROW(
            "is an Arrow or Feather file, which is not read; make JSON lines of it with pandas or datasets (to_json)",
            "ARROW1"),
    TEXT("", "");

    private static final int LONGEST = 16;
    private static final int DIRECTORY = 1 << 16;

    private final String remedy;
    /** The first bytes as Latin-1, with a line for each of several. */
    private final String beginnings;

    FileKind(String remedy, String beginnings) {
        this.remedy = remedy;
        this.beginnings = beginnings;
    }

    /** What was found and what to do. */
    String remedy() {
        return remedy;
    }

    static FileKind of(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, LONGEST), StandardCharsets.ISO_8859_1);
        for (FileKind kind : values()) {
            if (kind.beginnings.lines().anyMatch(start::startsWith)) {
                return kind == ZIP && namesAWorkbook(bytes) ? WORKBOOK : kind;
            }
        }
        return TEXT;
    }

    /** The directory at the end of a zip file holds the names of what is in it. */
    private static boolean namesAWorkbook(byte[] bytes) {
        int from = Math.max(0, bytes.length - DIRECTORY);
        return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1).contains("xl/workbook.xml");
    }
}
