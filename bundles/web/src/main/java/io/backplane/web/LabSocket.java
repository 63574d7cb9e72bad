package io.backplane.web;

import java.util.function.BooleanSupplier;

/** A browser with a driver in front of it. */
public final class LabSocket extends LiveSocket {

  private final DriverLab lab;

  LabSocket(DriverLab lab, String url, BooleanSupplier stillAdmitted) {
    super(lab::run, url, stillAdmitted);
    this.lab = lab;
  }

  @Override
  public void onWebSocketText(String message) {
    lab.receive(message);
  }
}
