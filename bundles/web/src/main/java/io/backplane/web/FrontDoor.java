package io.backplane.web;

import io.backplane.security.spi.Doorkeeper;
import io.backplane.security.spi.Knock;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Before everything: every request of every path passes here, those of Felix's own pages and of
 * paths that do not exist too. Whoever passes is known under the attribute {@link #PRINCIPAL}; what
 * runs behind demands it, so that a request that came around this door gets nothing.
 */
@Component(service = Preprocessor.class)
public final class FrontDoor implements Preprocessor {

  /** Request attribute with the {@link Principal}. */
  public static final String PRINCIPAL = "io.backplane.principal";

  /** Header with which the launcher knows this kernel from a stranger on its port. */
  private static final String BOOT = "Backplane-Boot";

  private static final Set<String> HEALTH = Set.of("/api/health/live", "/api/health/ready");

  private static final List<String> UNUSUAL =
      List.of("..", "/./", "//", ";", "\\", "%2e", "%2f", "%5c", "%3b", "%00", "%25");

  private static final Problem AMBIGUOUS =
      Problem.of(
          400, "Ambiguous path", "the path has '..', '//', ';', '\\' or their encoded forms");

  /** Without TRACE, which would show a page the headers that it may not read. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Problem METHOD =
      Problem.of(405, "Method not allowed", "no path takes this method");

  private final Doorkeeper doorkeeper;
  private final HttpTraffic traffic;
  private final Knocks knocks;
  private final String bootId;
  private final boolean anonymousHealth;

  @Activate
  public FrontDoor(
      @Reference Doorkeeper doorkeeper, @Reference HttpTraffic traffic, BundleContext context) {
    this.doorkeeper = doorkeeper;
    this.traffic = traffic;
    this.bootId = context.getProperty("backplane.boot.id");
    this.anonymousHealth = Boolean.parseBoolean(context.getProperty("backplane.health.anonymous"));
    this.knocks = knocks(context);
  }

  static Knocks knocks(BundleContext context) {
    return new Knocks(addresses(context.getProperty("backplane.trusted-proxies")));
  }

  private static Set<String> addresses(String list) {
    return list == null
        ? Set.of()
        : Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  @Override
  public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
      throws IOException, ServletException {
    var response = (HttpServletResponse) rawResponse;
    traffic.begin();
    int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR; // of what is thrown
    try {
      letIn((HttpServletRequest) rawRequest, response, chain);
      status = response.getStatus();
    } catch (IOException e) { // the caller has hung up
      status = response.getStatus();
      throw e;
    } finally {
      traffic.end(status);
    }
  }

  private void letIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = decoded(request.getRequestURI());
    String nonce = ContentPolicy.nonce();
    request.setAttribute(ContentPolicy.NONCE, nonce);
    harden(response, path, nonce);
    Optional<Problem> problem = check(request, path).or(() -> judge(request, path));
    if (problem.isEmpty()) {
      chain.doFilter(request, response);
    } else if (problem.get().status() == 401 && isPageView(request, path)) {
      response.sendRedirect(
          "/login?next=" + URLEncoder.encode(target(request), StandardCharsets.UTF_8));
    } else {
      problem.get().write(response);
    }
  }

  private static Optional<Problem> check(HttpServletRequest request, String path) {
    if (!METHODS.contains(request.getMethod())) {
      return Optional.of(METHOD);
    }
    boolean plain = isPlain(request.getRequestURI()) && isPlain(path);
    return plain ? Optional.empty() : Optional.of(AMBIGUOUS);
  }

  /**
   * A path that means another one to whoever decodes it further is none that anybody needs here.
   */
  private static boolean isPlain(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return UNUSUAL.stream().noneMatch(lower::contains);
  }

  /** The path as the servlets behind are chosen by: {@code /%73ystem} is {@code /system}. */
  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "//"; // refused as ambiguous
    }
  }

  private static String target(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private void harden(HttpServletResponse response, String path, String nonce) {
    response.setHeader(BOOT, bootId);
    response.setHeader("Content-Security-Policy", ContentPolicy.of(path, nonce));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  private Optional<Problem> judge(HttpServletRequest request, String path) {
    Knock knock = knocks.of(request);
    boolean open = isOpen(path);
    return switch (open ? doorkeeper.judgeStranger(knock) : doorkeeper.judge(knock)) {
      case Verdict.Admitted(Principal admitted) -> {
        Principal principal = ServiceCaller.of(request, admitted);
        request.setAttribute(PRINCIPAL, principal);
        yield mayPass(request, path, knock, principal);
      }
      case Verdict.Unknown _ when open -> Optional.empty();
      case Verdict.Unknown _ ->
          Optional.of(
              Problem.of(
                  401,
                  "Not logged in",
                  "send a token as 'Authorization: Bearer', or open a link made by 'backplane"
                      + " login-link'"));
      case Verdict.ForeignHost(String host) ->
          Optional.of(
              Problem.of(
                  403,
                  "Foreign host",
                  "this kernel does not answer as '"
                      + host
                      + "'; add the name to allowed-hosts in conf/backplane.properties"));
      case Verdict.ForeignOrigin(String origin) ->
          Optional.of(
              Problem.of(
                  403,
                  "Foreign origin",
                  origin.isEmpty()
                      ? "a session needs an Origin header here; use a token instead"
                      : "pages of '" + origin + "' may not speak to this kernel"));
      case Verdict.Locked(var wait) ->
          Optional.of(
              new Problem(
                  429,
                  "Too many failures",
                  "wait " + (wait.toMinutes() + 1) + " minutes, or use a valid token",
                  "busy",
                  "",
                  Optional.of(wait)));
    };
  }

  /** Login and its page need no session; probes only where the operator said so. */
  private boolean isOpen(String path) {
    return path.equals("/login")
        || path.startsWith("/login/")
        || path.equals("/auth/login")
        || (anonymousHealth && HEALTH.contains(path));
  }

  private static Optional<Problem> mayPass(
      HttpServletRequest request, String path, Knock knock, Principal principal) {
    if (!ContentPolicy.isLegacyConsole(path)) {
      return Optional.empty();
    }
    if (!principal.role().covers(Role.ADMIN)) {
      return Optional.of(Problem.of(403, "Denied", "the OSGi pages are for the role admin"));
    }
    boolean changes = knock.unsafe() && !LegacyConsole.onlyReads(request, path);
    return changes
        ? Optional.of(
            Problem.of(
                403,
                "Read-only",
                "the OSGi pages only show: what should be installed and configured is kept by"
                    + " Backplane, use its own pages or commands"))
        : Optional.empty();
  }

  private static boolean isPageView(HttpServletRequest request, String path) {
    String accept = request.getHeader("Accept");
    boolean page = !path.startsWith("/api/") && !path.startsWith("/ui/");
    return page
        && request.getMethod().equals("GET")
        && accept != null
        && accept.contains("text/html");
  }

  /** Who makes this request. */
  public static Principal principal(HttpServletRequest request) {
    if (request.getAttribute(PRINCIPAL) instanceof Principal principal) {
      return principal;
    }
    throw new IllegalStateException("a request came around the front door");
  }
}
