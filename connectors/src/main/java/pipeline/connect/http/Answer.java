package pipeline.connect.http;

import java.net.http.HttpHeaders;

/** What came of a request: a status with a body, or an error. */
record Answer(Poll poll, int status, HttpHeaders headers, byte[] body, Throwable error) {}
