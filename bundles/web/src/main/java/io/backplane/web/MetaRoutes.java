package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.UnitStatus;
import io.backplane.calls.spi.Units;
import io.backplane.security.spi.Role;
import io.backplane.units.spi.Packages;
import io.backplane.units.spi.UnitPackage;
import java.util.List;

/** The meta of anything that has one. */
record MetaRoutes(Units units, Packages packages) {

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/meta/{ref}",
            Role.VIEWER,
            "The meta of a unit or of a package.",
            exchange -> exchange.json(200, meta(exchange.path("ref")).toMap())));
  }

  private Meta meta(String ref) {
    return units
        .find(ref)
        .map(UnitStatus::meta)
        .or(() -> packages.find(ref).map(UnitPackage::meta))
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("unit or package", ref)));
  }
}
