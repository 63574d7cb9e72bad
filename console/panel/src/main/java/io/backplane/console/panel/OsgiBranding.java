package io.backplane.console.panel;

import org.apache.felix.webconsole.spi.BrandingPlugin;
import org.osgi.service.component.annotations.Component;

/** Felix's own pages under this product's name and stylesheet. */
@Component
public final class OsgiBranding implements BrandingPlugin {

  @Override
  public String getBrandName() {
    return "Backplane";
  }

  @Override
  public String getProductName() {
    return "Backplane";
  }

  @Override
  public String getProductURL() {
    return "/system/console/app/";
  }

  @Override
  public String getProductImage() {
    return "/res/imgs/logo.png";
  }

  @Override
  public String getVendorName() {
    return "Backplane";
  }

  @Override
  public String getVendorURL() {
    return "/system/console/app/";
  }

  @Override
  public String getVendorImage() {
    return "/res/imgs/logo.png";
  }

  @Override
  public String getFavIcon() {
    return "/res/imgs/favicon.ico";
  }

  @Override
  public String getMainStyleSheet() {
    return "/../../ui/osgi.css";
  }
}
