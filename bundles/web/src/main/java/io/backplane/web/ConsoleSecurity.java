package io.backplane.web;

import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.service.component.annotations.Component;

/**
 * Tells the Felix Web Console who has passed the front door. Without it the console admits nobody.
 */
@Component(
    service = SecurityProvider.class,
    property = "webconsole.security.provider.id=io.backplane.web")
public final class ConsoleSecurity implements SecurityProvider {

  @Override
  public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
    return request.getAttribute(FrontDoor.PRINCIPAL);
  }

  @Override
  public boolean authorize(Object user, String role) {
    return user instanceof Principal principal && principal.role().covers(Role.ADMIN);
  }

  @Override
  public void logout(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
