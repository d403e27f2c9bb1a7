package pipeline.connect.encoding;

import java.util.Arrays;
import java.util.stream.Collectors;
import pipeline.connect.event.Encoding;
import pipeline.connect.event.EventContract;

/** The formats of topics' values, one constant each: everything that sinks know about it. */
public enum TopicEncoding {
  JSON("json", false) {
    @Override
    ValueDecoder decoder(Encoding encoding, Registry registry) {
      return ValueDecoder.PLAIN;
    }
  },
  AVRO("avro", true) {
    @Override
    ValueDecoder decoder(Encoding encoding, Registry registry) {
      return new AvroDecoder(encoding, registry);
    }
  },
  JSON_SCHEMA("json-schema", true) {
    @Override
    ValueDecoder decoder(Encoding encoding, Registry registry) {
      return new JsonSchemaDecoder(registry);
    }
  };

  private final String word;
  private final boolean registered;

  TopicEncoding(String word, boolean registered) {
    this.word = word;
    this.registered = registered;
  }

  abstract ValueDecoder decoder(Encoding encoding, Registry registry);

  /**
   * @param registry null where the configuration names none
   * @throws IllegalArgumentException when the contract's encoding is unknown, or needs a registry
   *     and there is none
   */
  public static ValueDecoder decoder(EventContract contract, Registry registry) {
    Encoding encoding = contract == null ? null : contract.encoding();
    if (encoding == null) return ValueDecoder.PLAIN;
    TopicEncoding known = of(encoding.format());
    if (known.registered && registry == null)
      throw new IllegalArgumentException(
          "values in the format "
              + known.word
              + " are read with a schema registry: set "
              + RegistrySettings.URL);
    return known.decoder(encoding, registry);
  }

  private static TopicEncoding of(String word) {
    return Arrays.stream(values())
        .filter(encoding -> encoding.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    word
                        + " is no format of a topic: "
                        + Arrays.stream(values())
                            .map(encoding -> encoding.word)
                            .collect(Collectors.joining(", "))));
  }
}
