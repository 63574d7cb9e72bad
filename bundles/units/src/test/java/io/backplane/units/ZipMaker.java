package io.backplane.units;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zips as no honest packer makes them: any names, any modes, any sizes declared. */
final class ZipMaker {

  private static final int UNIX = 3;

  private record Entry(
      byte[] name, byte[] packed, int crc, int size, int mode, int madeBy, int offset) {}

  private final List<Entry> entries = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ZipMaker file(String name, byte[] content, int mode) {
    return add(name, content, 0x8000 | mode, UNIX);
  }

  /** As a packer on another system, which knows no modes. */
  ZipMaker dosFile(String name, byte[] content) {
    return add(name, content, 0, 0);
  }

  ZipMaker link(String name, String target) {
    return add(name, target.getBytes(StandardCharsets.UTF_8), 0xA000 | 0777, UNIX);
  }

  ZipMaker special(String name, int type) {
    return add(name, new byte[0], type | 0666, UNIX);
  }

  ZipMaker directory(String name) {
    return add(name, new byte[0], 0x4000 | 0755, UNIX);
  }

  /** All files of a directory, with their modes, below a prefix. */
  ZipMaker tree(Path directory, String prefix, boolean modes) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = prefix + directory.relativize(file);
        byte[] content = Files.readAllBytes(file);
        if (modes) {
          file(name, content, Files.isExecutable(file) ? 0755 : 0644);
        } else {
          dosFile(name, content);
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ZipMaker add(String name, byte[] content, int mode, int madeBy) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    var crc = new CRC32();
    crc.update(content);
    byte[] packed = deflated(content);
    var entry =
        new Entry(bytes, packed, (int) crc.getValue(), content.length, mode, madeBy, out.size());
    entries.add(entry);
    ByteBuffer head = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(0x04034b50).putShort((short) 20).putShort((short) 0x800).putShort((short) 8);
    head.putInt(0).putInt(entry.crc()).putInt(packed.length).putInt(content.length);
    head.putShort((short) bytes.length).putShort((short) 0);
    out.writeBytes(head.array());
    out.writeBytes(bytes);
    out.writeBytes(packed);
    return this;
  }

  private static byte[] deflated(byte[] content) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(content);
      deflater.finish();
      var packed = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    }
  }

  Path write(Path zip) {
    int start = out.size();
    for (Entry entry : entries) {
      ByteBuffer head = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
      head.putInt(0x02014b50).put((byte) 30).put((byte) entry.madeBy()).putShort((short) 20);
      head.putShort((short) 0x800).putShort((short) 8).putInt(0).putInt(entry.crc());
      head.putInt(entry.packed().length).putInt(entry.size());
      head.putShort((short) entry.name().length).putShort((short) 0).putShort((short) 0);
      head.putShort((short) 0).putShort((short) 0).putInt(entry.mode() << 16);
      head.putInt(entry.offset());
      out.writeBytes(head.array());
      out.writeBytes(entry.name());
    }
    int size = out.size() - start;
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0).putShort((short) entries.size());
    end.putShort((short) entries.size()).putInt(size).putInt(start).putShort((short) 0);
    out.writeBytes(end.array());
    try {
      Files.createDirectories(zip.getParent());
      return Files.write(zip, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
