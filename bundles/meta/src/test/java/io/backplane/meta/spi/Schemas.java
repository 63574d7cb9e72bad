package io.backplane.meta.spi;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Fields at random, and values that fit them. */
final class Schemas {

  private static final List<String> WORDS = List.of("alpha", "beta", "gamma");

  private final Random random;

  Schemas(long seed) {
    random = new Random(seed);
  }

  List<FieldMeta> fields(int depth) {
    return IntStream.range(0, random.nextInt(5)).mapToObj(i -> field("f" + i, depth)).toList();
  }

  private FieldMeta field(String name, int depth) {
    FieldType[] types = FieldType.values();
    FieldType type = types[random.nextInt(types.length)];
    if (depth == 0 && (type == FieldType.OBJECT || type == FieldType.ARRAY)) {
      type = FieldType.BOOL;
    }
    FieldMeta field = FieldMeta.of(name, type, "").within(limits(type));
    if (type == FieldType.OBJECT) {
      field = field.withFields(fields(depth - 1)).withKeys(List.of(), random.nextBoolean());
    }
    if (type == FieldType.ARRAY) {
      field = field.withItems(field("", depth - 1));
    }
    if (random.nextInt(3) == 0) {
      field = field.asSensitive();
    }
    if (random.nextBoolean() && !name.isEmpty()) {
      field = field.withDefault(value(field));
    }
    return random.nextBoolean() ? field.asRequired() : field;
  }

  private Limits limits(FieldType type) {
    return switch (type) {
      case INT, INT64, DOUBLE -> Limits.NONE.range(-random.nextInt(100), random.nextInt(100));
      case STRING -> Limits.NONE.length(random.nextInt(3), 3 + random.nextInt(9)).matching("^a*$");
      case ENUM -> Limits.NONE.oneOf(WORDS.toArray());
      case ARRAY -> Limits.NONE.items(random.nextInt(2), 2 + random.nextInt(2));
      case BOOL, OBJECT, ANY -> Limits.NONE;
    };
  }

  /** Every required field, and some of the others. */
  Map<String, Object> values(List<FieldMeta> fields) {
    var values = new LinkedHashMap<String, Object>();
    for (FieldMeta field : fields) {
      if (field.required() || field.type() == FieldType.OBJECT || random.nextBoolean()) {
        values.put(field.name(), value(field));
      }
    }
    return values;
  }

  private Object value(FieldMeta field) {
    Limits limits = field.limits();
    return switch (field.type()) {
      case INT, INT64 -> between(limits.min().orElseThrow(), limits.max().orElseThrow());
      case DOUBLE -> limits.min().orElseThrow() / (1 + random.nextInt(3));
      case STRING ->
          "a".repeat(between(limits.minLength().orElseThrow(), limits.maxLength().orElseThrow()));
      case ENUM -> WORDS.get(random.nextInt(WORDS.size()));
      case BOOL -> random.nextBoolean();
      case OBJECT -> values(field.fields());
      case ARRAY -> array(field);
      case ANY -> List.of("anything", 1);
    };
  }

  private List<Object> array(FieldMeta field) {
    int size =
        between(field.limits().minItems().orElseThrow(), field.limits().maxItems().orElseThrow());
    var array = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      array.add(value(field.items().orElseThrow()));
    }
    return array;
  }

  private int between(double least, double most) {
    return (int) least + random.nextInt((int) (most - least) + 1);
  }
}
