package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.plugins.spi.Plugins;
import io.backplane.testing.PluginJar;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

/** The comparison of exported packages with what the bundle carries for it, and nothing else. */
class ApiDiffTest {

  private static final String SPECIMEN = "io.backplane.testing.specimen";

  @TempDir Path folder;

  @Test
  void exported_packages_are_compared_inside_the_bundle() throws Exception {
    Path before =
        PluginJar.of("apart", "1.0.0")
            .header("Export-Package", SPECIMEN + ";version=\"1.0.0\"")
            .write(folder.resolve("before.jar"));
    Path after = PluginJar.of("apart", "1.1.0").write(folder.resolve("after.jar"));
    Method between =
        FrameworkUtil.getBundle(Plugins.class)
            .loadClass("io.backplane.plugins.ApiDiff")
            .getDeclaredMethod("between", Path.class, Path.class);
    between.setAccessible(true);

    assertThat(between.invoke(null, before, before)).hasToString("ApiDiff[changes=[]]");
    assertThat(between.invoke(null, before, after))
        .hasToString(
            "ApiDiff[changes=[Change[bump=MAJOR, subject=package %s, what=is removed]]]"
                .formatted(SPECIMEN));
  }
}
