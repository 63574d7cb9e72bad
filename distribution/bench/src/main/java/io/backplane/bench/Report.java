package io.backplane.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;

/** All rows of a run, and under which conditions they came about. */
record Report(Instant at, Machine machine, String loadBefore, String loadAfter, List<Row> rows) {

  String json() throws JsonProcessingException {
    var map = new LinkedHashMap<String, Object>();
    map.put("date", at.truncatedTo(ChronoUnit.SECONDS).toString());
    map.putAll(machine.toMap());
    map.put("loadBefore", loadBefore);
    map.put("loadAfter", loadAfter);
    map.put("rows", rows.stream().map(Row::toMap).toList());
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(map);
  }

  String text() {
    return "%s, %d × %s, %s%nload average %s before, %s after%n%n%s"
        .formatted(
            at.truncatedTo(ChronoUnit.SECONDS),
            machine.cores(),
            machine.cpu(),
            machine.jdk(),
            loadBefore,
            loadAfter,
            Table.of(rows));
  }
}
