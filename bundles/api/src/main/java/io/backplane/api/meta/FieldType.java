package io.backplane.api.meta;

/** Types of the StdioLink protocol; their names on the wire are lower-case. */
public enum FieldType {
  STRING,
  INT,
  INT64,
  DOUBLE,
  BOOL,
  OBJECT,
  ARRAY,
  ENUM,
  ANY
}
