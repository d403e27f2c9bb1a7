import { expect, test } from 'vitest';
import { reasonOf } from '../../../src/clients/connect/trace.ts';

const exiting = `org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask due to unrecoverable exception.
\tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:636)
\tat java.base/java.lang.Thread.run(Thread.java:840)
`;

test('of others the deepest cause that says something counts', () => {
  const converter = `org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler
\tat org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator.execAndHandleError(X.java:1)
Caused by: org.apache.kafka.connect.errors.DataException: Converting byte[] to Kafka Connect data failed
\tat org.apache.kafka.connect.json.JsonConverter.toConnectData(JsonConverter.java:1)
\t... 13 more
Caused by: com.fasterxml.jackson.core.JsonParseException: Unrecognized token 'hello': was expecting a value
 at [Source: (byte[])"hello"; line: 1, column: 6]
\tat com.fasterxml.jackson.core.JsonParser.x(JsonParser.java:1)
Caused by: java.lang.NullPointerException
\tat a.B.c(B.java:1)
`;
  expect(reasonOf(converter)).toBe("Unrecognized token 'hello': was expecting a value");
  expect(reasonOf('java.lang.Boom: no disk\n\tat x.y')).toBe('no disk');
});

test('what our own code says counts more than what made it say so', () => {
  const ours = `${exiting}Caused by: org.apache.kafka.connect.errors.ConnectException: clicks-0: file a is gone. Put it back.
\tat pipeline.connect.filesystem.Effects.publish(Effects.java:40)
Caused by: java.io.FileNotFoundException: /data/a
\tat org.apache.hadoop.hdfs.X.y(X.java:1)
`;
  expect(reasonOf(ours)).toBe('clicks-0: file a is gone. Put it back.');
});

test('a name alone has its kind of error beside it, a class without a message stands for itself', () => {
  expect(reasonOf(`${exiting}Caused by: java.net.UnknownHostException: namenode\n\tat x.Y.z(Y.java:1)`)).toBe(
    'UnknownHostException: namenode',
  );
  expect(reasonOf('java.lang.NullPointerException\n\tat x.Y.z(Y.java:1)')).toBe('NullPointerException');
  expect(reasonOf('java.lang.RuntimeException: java.io.IOException: no space left\n\tat x.Y.z(Y.java:1)')).toBe(
    'no space left',
  );
  expect(reasonOf('something else')).toBe('something else');
  const s3 =
    'The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: C6) (SDK Attempt Count: 1)';
  expect(reasonOf(`a.NoSuchBucketException: ${s3}\n\tat x.Y.z(Y.java:1)`)).toBe('The specified bucket does not exist');
});
