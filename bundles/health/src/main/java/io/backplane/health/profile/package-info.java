/** Profiles: the JVM's by Flight Recorder, those of processes by looking again and again. */
package io.backplane.health.profile;
