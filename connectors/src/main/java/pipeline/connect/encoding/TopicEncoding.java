package pipeline.connect.encoding;

import java.util.Arrays;
import java.util.stream.Collectors;
import pipeline.connect.event.Encoding;
import pipeline.connect.event.EventContract;

/** The formats of topics' values, one constant each: everything that connectors know about it. */
public enum TopicEncoding {
  JSON("json", false) {
    @Override
    ValueDecoder decoder(Encoding encoding, Registry registry) {
      return ValueDecoder.PLAIN;
    }

    @Override
    ValueEncoder encoder(Encoding encoding, Registry registry) {
      return ValueEncoder.PLAIN;
    }
  },
  AVRO("avro", true) {
    @Override
    ValueDecoder decoder(Encoding encoding, Registry registry) {
      return new AvroDecoder(encoding, registry);
    }

    @Override
    ValueEncoder encoder(Encoding encoding, Registry registry) {
      return new RegistryEncoder(encoding, "AVRO", registry, AvroEncoder::new);
    }
  },
  JSON_SCHEMA("json-schema", true) {
    @Override
    ValueDecoder decoder(Encoding encoding, Registry registry) {
      return new JsonSchemaDecoder(registry);
    }

    @Override
    ValueEncoder encoder(Encoding encoding, Registry registry) {
      return new RegistryEncoder(
          encoding, "JSON", registry, (schema, references) -> (json, out) -> out.writeBytes(json));
    }
  };

  private final String word;
  private final boolean registered;

  TopicEncoding(String word, boolean registered) {
    this.word = word;
    this.registered = registered;
  }

  abstract ValueDecoder decoder(Encoding encoding, Registry registry);

  abstract ValueEncoder encoder(Encoding encoding, Registry registry);

  /**
   * @param registry null where the configuration names none
   * @throws IllegalArgumentException when the contract's encoding is unknown, or needs a registry
   *     and there is none
   */
  public static ValueDecoder decoder(EventContract contract, Registry registry) {
    Encoding encoding = contract == null ? null : contract.encoding();
    if (encoding == null) return ValueDecoder.PLAIN;
    return of(encoding.format(), registry).decoder(encoding, registry);
  }

  /**
   * @param registry null where the configuration names none
   * @throws IllegalArgumentException when the contract's encoding is unknown, needs a registry and
   *     there is none, or its schema cannot be read
   */
  public static ValueEncoder encoder(EventContract contract, Registry registry) {
    Encoding encoding = contract.encoding();
    if (encoding == null) return ValueEncoder.PLAIN;
    return of(encoding.format(), registry).encoder(encoding, registry);
  }

  static TopicEncoding of(String word, Registry registry) {
    TopicEncoding known =
        Arrays.stream(values())
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
    if (known.registered && registry == null)
      throw new IllegalArgumentException(
          "values in the format " + word + " need a schema registry: set " + RegistrySettings.URL);
    return known;
  }
}
