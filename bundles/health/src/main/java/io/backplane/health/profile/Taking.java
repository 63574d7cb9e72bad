package io.backplane.health.profile;

import io.backplane.health.spi.Profile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A profile being taken.
 *
 * @param enough opened when it is to end early
 * @param outcome completed when it has ended and is stored
 */
record Taking(Profile profile, CountDownLatch enough, CompletableFuture<Profile> outcome) {

  Taking(Profile profile) {
    this(profile, new CountDownLatch(1), new CompletableFuture<>());
  }
}
