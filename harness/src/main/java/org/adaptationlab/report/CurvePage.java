package org.adaptationlab.report;

import java.util.List;
import java.util.Map;

/** All that curve.html shows. */
record CurvePage(String title, String note, List<Chart> charts, Map<String, Table> tables) {}
